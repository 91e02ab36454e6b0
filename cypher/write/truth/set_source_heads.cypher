// mode: write
// params: rows
// returns: n
// Moves the head of each source's chain to its newest event.
UNWIND $rows.all AS row
MERGE (s:Source {key: row.key})
SET s.head = row.head
RETURN count(*) AS n
