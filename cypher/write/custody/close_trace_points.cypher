// mode: write
// params: keys, now
// returns: n
// Closes positions and transformations that no longer hold.
UNWIND $keys AS key
MATCH (n:TracePoint {key: key})
SET n.until = $now
RETURN count(*) AS n
