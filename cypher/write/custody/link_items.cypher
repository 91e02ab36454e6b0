// mode: write
// params: batches, units, products, vehicles
// returns: n
// Joins new positions to the item that is held.
CALL () {
  UNWIND $batches AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Batch {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $units AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Unit {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $products AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Product {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $vehicles AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (i:Vehicle {key: row.key})
  CREATE (h)-[:OF]->(i)
  RETURN count(*) AS vehicles
}
RETURN batches + units + products + vehicles AS n
