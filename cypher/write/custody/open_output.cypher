// mode: write
// params: rows, now, forever
// returns: n
// Opens edges of goods that come out of a transformation.
UNWIND $rows.all AS row
MATCH (a:TracePoint {key: row.source})
MATCH (b:TracePoint {key: row.target})
CREATE (a)-[:OUTPUT {
  key: row.key,
  event: row.event,
  line: row.line,
  earliest: row.earliest,
  latest: row.latest,
  quantity: row.quantity,
  unit: row.unit,
  certainty: row.certainty,
  gap: row.gap,
  since: $now,
  until: $forever
}]->(b)
RETURN count(*) AS n
