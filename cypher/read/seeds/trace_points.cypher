// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Which of these trace points there are, which were there by a time, as known at one, and which transform.
UNWIND $keys.all AS k
MATCH (n:TracePoint {key: k})
OPTIONAL MATCH (n)-[:FORMERLY]->(v:HoldingVersion)
WHERE v.since <= $knownAt AND $knownAt < v.until
RETURN collect([
  k,
  coalesce(n.openedEarliest, $asOf) <= $asOf
    AND (v IS NOT NULL OR (n.since <= $knownAt AND (n.item IS NULL OR $knownAt < n.until))),
  n.item IS NULL
]) AS rows
