// mode: write
// params: rows, now
// returns: n
// Stores statements of master data, none of which is known yet.
UNWIND $rows.all AS row
CREATE (m:MasterData {
  key: row.key,
  kind: row.kind,
  subject: row.subject,
  attributes: row.attributes,
  asserted: row.asserted,
  source: row.source,
  recordTime: $now
})
RETURN count(*) AS n
