// mode: read
// params: batches, units, products, warehouses, vehicles
// returns: keys
// Keys of the events that a change of the register may read otherwise.
CALL () {
  UNWIND $batches AS key
  MATCH (:Batch {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofBatches
}
CALL () {
  UNWIND $units AS key
  MATCH (:Unit {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofUnits
}
CALL () {
  UNWIND $products AS key
  MATCH (:Product {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofProducts
}
CALL () {
  UNWIND $products AS key
  MATCH (:Product {key: key})<-[:INSTANCE_OF]-()<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofInstances
}
CALL () {
  UNWIND $warehouses AS key
  MATCH (:Warehouse {key: key})<-[:INVOLVES]-(e:Event)
  RETURN collect(DISTINCT e.key) AS atWarehouses
}
CALL () {
  UNWIND $vehicles AS key
  MATCH (:Vehicle {key: key})<-[:INVOLVES]-(e:Event)
  RETURN collect(DISTINCT e.key) AS atVehicles
}
RETURN ofBatches + ofUnits + ofProducts + ofInstances + atWarehouses + atVehicles AS keys
