// mode: write
// params: rows, now, forever
// returns: n
// Opens transformations that were never there before.
UNWIND $rows.all AS row
CREATE (t:Transformation:TracePoint {
  key: row.key,
  transformationId: row.transformationId,
  place: row.place,
  since: $now,
  until: $forever,
  changed: $now,
  ties: row.ties
})
RETURN count(*) AS n
