// mode: write
// params: keys, forever
// returns: n
// Opens closed transformations again; their RECORDED_BY edges say when each was known.
UNWIND $keys AS key
MATCH (t:TracePoint {key: key})
SET t.until = $forever
RETURN count(*) AS n
