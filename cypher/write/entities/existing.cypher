// mode: read
// params: rows
// returns: rows
// Which of these entities the graph holds already, as pairs of label parameter and key.
CALL () {
  UNWIND $rows.products AS key
  MATCH (n:Product {key: key})
  RETURN collect(['Product', n.key]) AS products
}
CALL () {
  UNWIND $rows.batches AS key
  MATCH (n:Batch {key: key})
  RETURN collect(['Batch', n.key]) AS batches
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (n:Unit {key: key})
  RETURN collect(['Unit', n.key]) AS units
}
CALL () {
  UNWIND $rows.enterprises AS key
  MATCH (n:Enterprise {key: key})
  RETURN collect(['Enterprise', n.key]) AS enterprises
}
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (n:Warehouse {key: key})
  RETURN collect(['Warehouse', n.key]) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS key
  MATCH (n:Vehicle {key: key})
  RETURN collect(['Vehicle', n.key]) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS key
  MATCH (n:Permit {key: key})
  RETURN collect(['Permit', n.key]) AS permits
}
CALL () {
  UNWIND $rows.regions AS key
  MATCH (n:Region {key: key})
  RETURN collect(['Region', n.key]) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS rows
