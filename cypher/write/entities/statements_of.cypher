// mode: read
// params: products, batches, units, enterprises, warehouses, vehicles, permits, regions
// returns: rows
// All statements of master data about these entities.
CALL () {
  UNWIND $products AS key
  MATCH (:Product {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS products
}
CALL () {
  UNWIND $batches AS key
  MATCH (:Batch {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS batches
}
CALL () {
  UNWIND $units AS key
  MATCH (:Unit {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS units
}
CALL () {
  UNWIND $enterprises AS key
  MATCH (:Enterprise {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS enterprises
}
CALL () {
  UNWIND $warehouses AS key
  MATCH (:Warehouse {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS warehouses
}
CALL () {
  UNWIND $vehicles AS key
  MATCH (:Vehicle {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS vehicles
}
CALL () {
  UNWIND $permits AS key
  MATCH (:Permit {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS permits
}
CALL () {
  UNWIND $regions AS key
  MATCH (:Region {key: key})<-[:DESCRIBES]-(m:MasterData)
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS rows
