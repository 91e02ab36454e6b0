// mode: read
// params: keys
// returns: keys
// Which of these trace points were there before, current or closed.
UNWIND $keys AS key
MATCH (n:TracePoint {key: key})
RETURN collect(n.key) AS keys
