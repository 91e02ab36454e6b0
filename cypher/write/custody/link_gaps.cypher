// mode: write
// params: rows
// returns: n
// Joins new gaps to the position, the event or the lot that they concern.
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
CALL () {
  UNWIND $rows.batches AS row
  MATCH (g:Gap {id: row.gap})
  MATCH (c:Batch {key: row.key})
  CREATE (g)-[:CONCERNS]->(c)
  RETURN count(*) AS batches
}
RETURN holdings + events + batches AS n
