// mode: write
// params: rows, forever
// returns: n
// Opens closed transformations again; their RECORDED_BY edges say when each was known.
UNWIND $rows.all AS key
MATCH (t:TracePoint {key: key})
SET t.until = $forever
RETURN count(*) AS n
