// mode: write
// params: rows
// returns: n
// Joins sites and vehicles to the enterprises that run them.
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (a:Warehouse {key: row.source})
  MATCH (b:Enterprise {key: row.target})
  MERGE (a)-[:OPERATED_BY]->(b)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (a:Vehicle {key: row.source})
  MATCH (b:Enterprise {key: row.target})
  MERGE (a)-[:OPERATED_BY]->(b)
  RETURN count(*) AS vehicles
}
RETURN warehouses + vehicles AS n
