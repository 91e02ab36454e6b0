// mode: write
// params: rows, now, forever
// returns: n
// Closes the links of transformations to events that no longer record them.
UNWIND $rows.all AS row
MATCH (:TracePoint {key: row.source})-[r:RECORDED_BY]->(e:Event)
WHERE r.until = $forever AND row.keys[e.key] IS NOT NULL
SET r.until = $now
RETURN count(*) AS n
