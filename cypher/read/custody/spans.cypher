// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Who kept and owned these holdings and what containers they lay in, as known at a time; one list of lists.
UNWIND $keys.all AS k
MATCH (h:TracePoint {key: k})-[s:KEPT_BY|OWNED_BY|INSIDE]->(t)
WHERE s.since <= $knownAt AND $knownAt < s.until AND s.startEarliest <= $asOf
OPTIONAL MATCH (t)-[:OF]->(o)
RETURN collect([
  k, type(s), labels(t), t.key, t.name, labels(o), t.item, o.name,
  s.startEarliest, s.startLatest, s.endEarliest, s.endLatest
]) AS rows
