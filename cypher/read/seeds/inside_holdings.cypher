// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// What lay inside the containers that these holdings are of, while they were there as known at a time.
UNWIND $keys.all AS k
MATCH (p:TracePoint {key: k})
WHERE p.itemKind = 'UNIT'
OPTIONAL MATCH (p)-[:FORMERLY]->(v:HoldingVersion)
WHERE v.since <= $knownAt AND $knownAt < v.until
WITH p.item AS item, CASE WHEN p.since <= $knownAt AND $knownAt < p.until THEN p ELSE v END AS then
WHERE then IS NOT NULL
MATCH (:Holding {item: item})<-[s:INSIDE]-(h:Holding)
WHERE s.since <= $knownAt AND $knownAt < s.until AND s.startEarliest <= $asOf
  AND (then.endedLatest IS NULL OR s.startEarliest <= then.endedLatest)
  AND (s.endLatest IS NULL OR then.openedEarliest <= s.endLatest)
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
