// mode: read
// params: rows
// returns: instances, batches, tolerances
// Which product these lots and units are of, which batch units are from, how much of a product may go unexplained.
CALL () {
  UNWIND $rows.batches AS key
  MATCH (b:Batch {key: key})-[:INSTANCE_OF]->(p:Product)
  RETURN collect([b.key, p.key, p.tolerance]) AS ofBatches
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (u:Unit {key: key})-[:INSTANCE_OF]->(p:Product)
  RETURN collect([u.key, p.key, p.tolerance]) AS ofUnits
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (u:Unit {key: key})-[:FROM_BATCH]->(b:Batch)
  RETURN collect([u.key, b.key]) AS batches
}
CALL () {
  UNWIND $rows.products AS key
  MATCH (p:Product {key: key})
  WHERE p.tolerance IS NOT NULL
  RETURN collect([p.key, p.tolerance]) AS tolerances
}
RETURN ofBatches + ofUnits AS instances, batches, tolerances
