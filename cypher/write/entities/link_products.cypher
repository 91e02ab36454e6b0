// mode: write
// params: rows
// returns: n
// Joins lots and units to their products.
CALL () {
  UNWIND $rows.batches AS row
  MATCH (a:Batch {key: row.source})
  MATCH (b:Product {key: row.target})
  MERGE (a)-[:INSTANCE_OF]->(b)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (a:Unit {key: row.source})
  MATCH (b:Product {key: row.target})
  MERGE (a)-[:INSTANCE_OF]->(b)
  RETURN count(*) AS units
}
RETURN batches + units AS n
