// mode: write
// params: rows, now, forever
// returns: n
// Gives positions another state, or opens them again, and keeps the former state as a version.
UNWIND $rows.all AS row
MATCH (h:TracePoint {key: row.key})
CREATE (h)-[:FORMERLY]->(v:HoldingVersion)
SET v = properties(h), v.until = CASE WHEN h.until = $forever THEN $now ELSE h.until END
SET h += row, h.since = $now, h.until = $forever
RETURN count(*) AS n
