// mode: read
// params: keys, knownAt
// returns: rows
// Events as recorded, with what they mention and involve; one list of lists.
UNWIND $keys.all AS k
MATCH (e:Event {key: k})
WHERE e.recordTime <= $knownAt
RETURN collect([
  e.key, e.eventId, e.contentHash, e.type, e.action, e.earliest, e.latest, e.timeText, e.bizStep, e.disposition,
  e.transformationId, e.source, e.position, e.recordTime, e.error, e.body,
  COLLECT { MATCH (e)-[m:MENTIONS]->(i) RETURN [m.line, m.role, labels(i), i.key, i.name, m.quantity, m.unit] },
  COLLECT { MATCH (e)-[m:INVOLVES]->(i) RETURN [m.role, labels(i), i.key, i.name] }
]) AS rows
