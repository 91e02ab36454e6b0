// mode: write
// params: rows, now
// returns: n
// Stamps trace points whose own edges changed.
UNWIND $rows.all AS key
MATCH (n:TracePoint {key: key})
SET n.changed = $now
RETURN count(*) AS n
