// mode: read
// params: keys, knownAt
// returns: rows
// Transformations with their place and the events that recorded them; one list of lists.
UNWIND $keys.all AS k
MATCH (t:TracePoint {key: k})
WHERE t:Transformation AND t.since <= $knownAt
OPTIONAL MATCH (w:Warehouse {key: t.place})
OPTIONAL MATCH (t)-[r:RECORDED_BY]->(e:Event)
WHERE r.since <= $knownAt AND $knownAt < r.until
WITH t, w, e
ORDER BY e.earliest, e.key
WITH t, w, collect(e.key) AS events
RETURN collect([t.key, t.transformationId, t.place, w.name, events]) AS rows
