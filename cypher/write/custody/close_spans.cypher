// mode: write
// params: rows, now, forever
// returns: n
// Closes spans, reached from their holding.
UNWIND $rows.all AS row
MATCH (:TracePoint {key: row.source})-[r:INSIDE|KEPT_BY|OWNED_BY]->()
WHERE r.until = $forever AND row.keys[r.key] IS NOT NULL
SET r.until = $now
RETURN count(*) AS n
