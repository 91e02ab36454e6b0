// mode: write
// params: rows
// returns: n
// Joins new positions to the item that is held.
CALL () {
  UNWIND $rows.batches AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Batch {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Unit {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.products AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Product {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Vehicle {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS vehicles
}
RETURN batches + units + products + vehicles AS n
