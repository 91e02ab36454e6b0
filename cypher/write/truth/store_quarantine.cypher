// mode: write
// params: rows, now
// returns: n
// Keeps refused records, none of which is known yet.
UNWIND $rows.all AS row
CREATE (q:Quarantine {
  key: row.key,
  source: row.source,
  position: row.position,
  code: row.code,
  reason: row.reason,
  content: row.content,
  recordTime: $now
})
RETURN count(*) AS n
