// mode: write
// params: rows
// returns: n
// Joins new gaps to the position or the event that they concern.
CALL () {
  UNWIND $rows.holdings AS row
  MATCH (g:Gap {id: row.gap})
  MATCH (c:TracePoint {key: row.key})
  CREATE (g)-[:CONCERNS]->(c)
  RETURN count(*) AS holdings
}
CALL () {
  UNWIND $rows.events AS row
  MATCH (g:Gap {id: row.gap})
  MATCH (c:Event {key: row.key})
  CREATE (g)-[:CONCERNS]->(c)
  RETURN count(*) AS events
}
RETURN holdings + events AS n
