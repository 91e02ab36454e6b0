// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// What lay inside the containers that these holdings are of, while they were there.
UNWIND $keys.all AS k
MATCH (p:TracePoint {key: k})
WHERE p.itemKind = 'UNIT'
MATCH (:Holding {item: p.item})<-[s:INSIDE]-(h:Holding)
WHERE s.since <= $knownAt AND $knownAt < s.until AND s.startEarliest <= $asOf
  AND (p.endedLatest IS NULL OR s.startEarliest <= p.endedLatest)
  AND (s.endLatest IS NULL OR p.openedEarliest <= s.endLatest)
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
