// mode: read
// params: rows
// returns: rows
// Refused records that are still open, of these keys or all of them, as they were stored; one list of lists.
MATCH (q:Quarantine {state: 'OPEN'})
WHERE $rows.every OR q.key IN $rows.keys
OPTIONAL MATCH (e:Event {key: q.event})
RETURN collect([
  q.key, q.source, q.position, q.code, q.reason, q.kind, q.content, q.whole, q.document, e.key, e.body, e.refusedLines
]) AS rows
