// mode: write
// params: rows, now, forever
// returns: n
// Closes links of repetition that no longer hold.
UNWIND $rows.all AS row
MATCH (:Event {key: row.source})-[r:REPEATS]->(e:Event)
WHERE r.until = $forever AND row.keys[e.key] IS NOT NULL
SET r.until = $now
RETURN count(*) AS n
