// mode: write
// params: rows, now
// returns: n
// Closes positions and transformations that no longer hold.
UNWIND $rows.all AS key
MATCH (n:TracePoint {key: key})
SET n.until = $now
RETURN count(*) AS n
