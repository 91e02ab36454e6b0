// mode: write
// params: rows
// returns: n
// Joins bins to their sites and regions to the regions around them.
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (a:Warehouse {key: row.source})
  MATCH (b:Warehouse {key: row.target})
  MERGE (a)-[:PART_OF]->(b)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.regions AS row
  MATCH (a:Region {key: row.source})
  MATCH (b:Region {key: row.target})
  MERGE (a)-[:PART_OF]->(b)
  RETURN count(*) AS regions
}
RETURN warehouses + regions AS n
