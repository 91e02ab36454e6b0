// mode: write
// params: rows, now, forever
// returns: n
// Closes readings of recorded lines, reached from their event.
UNWIND $rows.all AS row
MATCH (:Event {key: row.source})-[r:LINE]->()
WHERE r.until = $forever AND row.keys[r.key] IS NOT NULL
SET r.until = $now
RETURN count(*) AS n
