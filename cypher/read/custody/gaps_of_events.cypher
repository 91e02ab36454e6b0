// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Gaps that concern these events and no holding; one list of lists.
UNWIND $keys AS k
MATCH (n:Event {key: k})<-[:CONCERNS]-(g:Gap)
WHERE g.since <= $knownAt AND $knownAt < g.until AND g.earliest <= $asOf
  AND NOT EXISTS { MATCH (g)-[:CONCERNS]->(:TracePoint) }
RETURN collect([g.key, g.kind, g.severity, g.item, g.amount, g.unit, g.earliest, g.latest, null, k]) AS rows
