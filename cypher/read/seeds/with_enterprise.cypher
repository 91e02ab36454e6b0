// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings that are with an enterprise, or that it keeps or owns for a while.
UNWIND $keys.all AS k
MATCH (:Enterprise {key: k})<-[r:AT|KEPT_BY|OWNED_BY]-(h:Holding)
WHERE (r.since IS NULL OR (r.since <= $knownAt AND $knownAt < r.until AND r.startEarliest <= $asOf))
  AND h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
