// mode: write
// params: rows
// returns: n
// Joins new positions to the place or party they are at, or the vehicle they are aboard.
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (p:Warehouse {key: row.key})
  CREATE (h)-[:AT]->(p)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (p:Enterprise {key: row.key})
  CREATE (h)-[:AT]->(p)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (h:TracePoint {key: row.holding})
  MATCH (p:Vehicle {key: row.key})
  CREATE (h)-[:ABOARD]->(p)
  RETURN count(*) AS vehicles
}
RETURN warehouses + enterprises + vehicles AS n
