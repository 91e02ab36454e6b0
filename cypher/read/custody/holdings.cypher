// mode: read
// params: keys, knownAt
// returns: rows
// Holdings as known at a record time, with what they are of and where; one list of lists.
UNWIND $keys.all AS k
MATCH (h:TracePoint {key: k})
WHERE h:Holding
OPTIONAL MATCH (h)-[:FORMERLY]->(v:HoldingVersion)
WHERE v.since <= $knownAt AND $knownAt < v.until
WITH h, CASE WHEN h.since <= $knownAt AND $knownAt < h.until THEN h ELSE v END AS s
WHERE s IS NOT NULL
OPTIONAL MATCH (h)-[:OF]->(o)
OPTIONAL MATCH (o)-[:INSTANCE_OF]->(p:Product)
OPTIONAL MATCH (h)-[:AT]->(a)
OPTIONAL MATCH (h)-[:ABOARD]->(c:Vehicle)
OPTIONAL MATCH (h)-[:BOUND_FOR]->(b)
RETURN collect([
  h.key, s.item, s.itemKind, s.kind, s.place, s.placeKind, s.status,
  s.openedEarliest, s.openedLatest, s.endedEarliest, s.endedLatest, s.received, s.balance, s.unit,
  labels(o), o.key, o.name, p.key, p.name, labels(a), a.key, a.name, c.key, c.name, labels(b), b.key, b.name
]) AS rows
