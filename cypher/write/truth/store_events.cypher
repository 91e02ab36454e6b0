// mode: write
// params: rows, now
// returns: n
// Stores recorded events, none of which is known yet.
UNWIND $rows.all AS row
CREATE (e:Event {
  key: row.key,
  eventId: row.eventId,
  contentHash: row.contentHash,
  type: row.type,
  action: row.action,
  earliest: row.earliest,
  latest: row.latest,
  timeText: row.timeText,
  bizStep: row.bizStep,
  disposition: row.disposition,
  transformationId: row.transformationId,
  source: row.source,
  position: row.position,
  error: row.error,
  refusedLines: row.refusedLines,
  previous: row.previous,
  record: row.record,
  body: row.body,
  recordTime: $now
})
RETURN count(*) AS n
