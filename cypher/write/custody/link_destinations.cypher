// mode: write
// params: rows
// returns: n
// Joins new consignments to where they are bound.
CALL () {
  UNWIND $rows.warehouses AS place
  MATCH (p:Warehouse {key: place.key})
  UNWIND place.holdings AS key
  MATCH (h:TracePoint {key: key})
  CREATE (h)-[:BOUND_FOR]->(p)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.enterprises AS place
  MATCH (p:Enterprise {key: place.key})
  UNWIND place.holdings AS key
  MATCH (h:TracePoint {key: key})
  CREATE (h)-[:BOUND_FOR]->(p)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.vehicles AS place
  MATCH (p:Vehicle {key: place.key})
  UNWIND place.holdings AS key
  MATCH (h:TracePoint {key: key})
  CREATE (h)-[:BOUND_FOR]->(p)
  RETURN count(*) AS vehicles
}
RETURN warehouses + enterprises + vehicles AS n
