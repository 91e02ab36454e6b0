// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Gaps that concern these trace points, with the event each also concerns; one list of lists.
UNWIND $keys.all AS k
MATCH (n:TracePoint {key: k})<-[:CONCERNS]-(g:Gap)
WHERE g.since <= $knownAt AND $knownAt < g.until AND g.earliest <= $asOf
OPTIONAL MATCH (g)-[:CONCERNS]->(e:Event)
RETURN collect([g.key, g.kind, g.severity, g.item, g.amount, g.unit, g.earliest, g.latest, k, e.key]) AS rows
