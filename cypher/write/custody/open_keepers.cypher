// mode: write
// params: rows, now, forever
// returns: n
// Opens spans of keeping.
UNWIND $rows.all AS row
MATCH (h:TracePoint {key: row.source})
MATCH (t:Enterprise {key: row.target})
CREATE (h)-[:KEPT_BY {
  key: row.key,
  startEarliest: row.startEarliest,
  startLatest: row.startLatest,
  endEarliest: row.endEarliest,
  endLatest: row.endLatest,
  since: $now,
  until: $forever
}]->(t)
RETURN count(*) AS n
