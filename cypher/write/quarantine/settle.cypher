// mode: write
// params: rows, now
// returns: n
// Ends refusals that were open: what became of them, and why.
UNWIND $rows.all AS row
MATCH (q:Quarantine {key: row.key})
WHERE q.state = 'OPEN'
SET q.state = row.state, q.note = row.note, q.until = $now
RETURN count(*) AS n
