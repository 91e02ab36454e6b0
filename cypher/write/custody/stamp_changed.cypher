// mode: write
// params: keys, now
// returns: n
// Stamps trace points whose own edges changed.
UNWIND $keys AS key
MATCH (n:TracePoint {key: key})
SET n.changed = $now
RETURN count(*) AS n
