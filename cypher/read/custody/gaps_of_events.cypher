// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Gaps of events with a line about one of these holdings, where they concern no holding; one list of lists.
UNWIND $keys.all AS k
MATCH (h:TracePoint {key: k})<-[r:LINE]-(e:Event)
WHERE r.since <= $knownAt AND $knownAt < r.until AND e.earliest <= $asOf
MATCH (e)<-[:CONCERNS]-(g:Gap)
WHERE g.since <= $knownAt AND $knownAt < g.until AND g.earliest <= $asOf
  AND (g.item IS NULL OR g.item = h.item)
  AND NOT EXISTS { MATCH (g)-[:CONCERNS]->(:TracePoint) }
RETURN collect(DISTINCT [g.key, g.kind, g.severity, g.item, g.amount, g.unit, g.earliest, g.latest, null, e.key]) AS rows
