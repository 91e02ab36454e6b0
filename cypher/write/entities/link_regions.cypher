// mode: write
// params: rows
// returns: n
// Joins sites and enterprises to their regions.
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (a:Warehouse {key: row.source})
  MATCH (b:Region {key: row.target})
  MERGE (a)-[:IN_REGION]->(b)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (a:Enterprise {key: row.source})
  MATCH (b:Region {key: row.target})
  MERGE (a)-[:IN_REGION]->(b)
  RETURN count(*) AS enterprises
}
RETURN warehouses + enterprises AS n
