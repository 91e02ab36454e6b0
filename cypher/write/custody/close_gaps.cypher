// mode: write
// params: rows, now, forever
// returns: n
// Closes gaps that no longer hold.
UNWIND $rows.all AS key
MATCH (g:Gap {key: key})
WHERE g.until = $forever
SET g.until = $now
RETURN count(*) AS n
