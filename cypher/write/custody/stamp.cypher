// mode: write
// params: rows, now
// returns: n
// Stamps trace points whose own edges changed, and counts what was tied to them.
UNWIND $rows.all AS row
MATCH (n:TracePoint {key: row.key})
SET n.ties = n.ties + row.ties, n.changed = CASE WHEN row.moved THEN $now ELSE n.changed END
RETURN count(*) AS n
