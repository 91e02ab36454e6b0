// mode: write
// params: rows, now, forever
// returns: n
// Opens the readings of recorded lines.
UNWIND $rows.all AS row
MATCH (e:Event {key: row.source})
MATCH (h:TracePoint {key: row.target})
CREATE (e)-[:LINE {
  key: row.key,
  line: row.line,
  effect: row.effect,
  quantity: row.quantity,
  unit: row.unit,
  place: row.place,
  status: row.status,
  pool: row.pool,
  among: row.among,
  since: $now,
  until: $forever
}]->(h)
RETURN count(*) AS n
