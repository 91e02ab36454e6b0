// mode: read
// params: rows
// returns: keys
// Keys of the events that a change of the register may read otherwise.
CALL () {
  UNWIND $rows.batches AS key
  MATCH (:Batch {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofBatches
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (:Unit {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofUnits
}
CALL () {
  UNWIND $rows.products AS key
  MATCH (:Product {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofProducts
}
CALL () {
  UNWIND $rows.products AS key
  MATCH (:Product {key: key})<-[:INSTANCE_OF]-()<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS ofInstances
}
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (:Warehouse {key: key})<-[:INVOLVES]-(e:Event)
  RETURN collect(DISTINCT e.key) AS atWarehouses
}
CALL () {
  UNWIND $rows.vehicles AS key
  MATCH (:Vehicle {key: key})<-[:INVOLVES]-(e:Event)
  RETURN collect(DISTINCT e.key) AS atVehicles
}
RETURN ofBatches + ofUnits + ofProducts + ofInstances + atWarehouses + atVehicles AS keys
