// mode: read
// params: rows
// returns: rows
// All statements of master data about these entities, each once a label: one may list many.
CALL () {
  UNWIND $rows.products AS key
  MATCH (:Product {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS products
}
CALL () {
  UNWIND $rows.batches AS key
  MATCH (:Batch {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS batches
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (:Unit {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS units
}
CALL () {
  UNWIND $rows.enterprises AS key
  MATCH (:Enterprise {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS enterprises
}
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (:Warehouse {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS key
  MATCH (:Vehicle {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS key
  MATCH (:Permit {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS permits
}
CALL () {
  UNWIND $rows.regions AS key
  MATCH (:Region {key: key})<-[:DESCRIBES]-(m:MasterData)
  WITH DISTINCT m
  RETURN collect([m.key, m.kind, m.subject, m.attributes, m.asserted, m.source]) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS rows
