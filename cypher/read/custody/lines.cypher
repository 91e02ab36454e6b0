// mode: read
// params: keys, knownAt
// returns: rows
// What recorded lines brought into holdings and took out of them, and when; one list of lists.
UNWIND $keys.all AS k
MATCH (h:TracePoint {key: k})<-[r:LINE]-(e:Event)
WHERE r.effect <> 'SEEN' AND r.since <= $knownAt AND $knownAt < r.until
RETURN collect([k, r.effect, r.quantity, r.unit, r.status, r.pool, r.among, e.earliest, e.latest]) AS rows
