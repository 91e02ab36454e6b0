// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Gaps of lots as a whole, for the lots that these trace points are of; one list of lists.
UNWIND $keys.all AS k
MATCH (:TracePoint {key: k})-[:OF]->(i)
WITH DISTINCT i
MATCH (i)<-[:CONCERNS]-(g:Gap)
WHERE g.since <= $knownAt AND $knownAt < g.until AND g.earliest <= $asOf
RETURN collect([g.key, g.kind, g.severity, g.item, g.amount, g.unit, g.earliest, g.latest, null, null, g.places]) AS rows
