// mode: read
// params: keys, knownAt, names, characters
// returns: rows
// Refused records by key, their state as known at a time, the first of their names and of their content; one list of lists.
UNWIND $keys.all AS k
MATCH (q:Quarantine {key: k})
WHERE q.recordTime <= $knownAt
RETURN collect([
  q.key, q.source, q.position, q.code, q.reason, q.recordTime, q.state, q.note, q.until, q.eventId, q.earliest, q.latest,
  COLLECT {
    MATCH (q)-[r:SPEAKS_OF]->(n:RefusedName)
    RETURN [r.role, n.kind, n.entity] ORDER BY r.role, n.key LIMIT $names
  },
  substring(q.content, 0, $characters)
]) AS rows
