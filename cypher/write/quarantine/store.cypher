// mode: write
// params: rows, now, forever
// returns: n
// Keeps refused records, none of which is known yet; they are open.
UNWIND $rows.all AS row
CREATE (q:Quarantine {
  key: row.key,
  source: row.source,
  position: row.position,
  code: row.code,
  reason: row.reason,
  content: row.content,
  whole: row.whole,
  fingerprint: row.fingerprint,
  eventId: row.eventId,
  earliest: row.earliest,
  latest: row.latest,
  goods: row.goods,
  kind: row.kind,
  document: row.document,
  event: row.event,
  state: 'OPEN',
  recordTime: $now,
  until: $forever
})
RETURN count(*) AS n
