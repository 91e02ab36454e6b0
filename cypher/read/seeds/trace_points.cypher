// mode: read
// params: keys, knownAt, asOf
// returns: rows
// Which of these trace points there are, and which of them were there by a time, as known at one.
UNWIND $keys AS k
MATCH (n:TracePoint {key: k})
OPTIONAL MATCH (n)-[:FORMERLY]->(v:HoldingVersion)
WHERE v.since <= $knownAt AND $knownAt < v.until
RETURN collect([
  k,
  coalesce(n.openedEarliest, $asOf) <= $asOf
    AND (v IS NOT NULL OR (n.since <= $knownAt AND (n.item IS NULL OR $knownAt < n.until)))
]) AS rows
