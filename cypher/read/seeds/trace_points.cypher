// mode: read
// params: keys
// returns: keys
// Which of these trace points there are, at any record time.
UNWIND $keys AS k
MATCH (n:TracePoint {key: k})
RETURN collect(n.key) AS keys
