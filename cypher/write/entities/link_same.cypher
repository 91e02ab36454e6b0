// mode: write
// params: rows
// returns: n
// Joins entities that a register declares one.
CALL () {
  UNWIND $rows.products AS row
  MATCH (a:Product {key: row.source})
  MATCH (b:Product {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.batches AS row
  MATCH (a:Batch {key: row.source})
  MATCH (b:Batch {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (a:Unit {key: row.source})
  MATCH (b:Unit {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (a:Enterprise {key: row.source})
  MATCH (b:Enterprise {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (a:Warehouse {key: row.source})
  MATCH (b:Warehouse {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (a:Vehicle {key: row.source})
  MATCH (b:Vehicle {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS row
  MATCH (a:Permit {key: row.source})
  MATCH (b:Permit {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS permits
}
CALL () {
  UNWIND $rows.regions AS row
  MATCH (a:Region {key: row.source})
  MATCH (b:Region {key: row.target})
  MERGE (a)-[:SAME_AS]->(b)
  RETURN count(*) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS n
