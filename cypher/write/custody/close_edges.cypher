// mode: write
// params: rows, now, forever
// returns: n
// Closes edges, reached from their source; `row.keys` is a map, so that a hub is read once.
UNWIND $rows.all AS row
MATCH (:TracePoint {key: row.source})-[r:CUSTODY|INPUT|OUTPUT]->()
WHERE r.until = $forever AND row.keys[r.key] IS NOT NULL
SET r.until = $now
RETURN count(*) AS n
