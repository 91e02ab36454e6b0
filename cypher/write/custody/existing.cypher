// mode: read
// params: rows
// returns: keys
// Which of these trace points were there before, current or closed.
UNWIND $rows.all AS key
MATCH (n:TracePoint {key: key})
RETURN collect(n.key) AS keys
