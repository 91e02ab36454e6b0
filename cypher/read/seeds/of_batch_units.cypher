// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings of the units that master data says are of a batch.
UNWIND $keys.all AS k
MATCH (:Batch {key: k})<-[:FROM_BATCH]-(:Unit)<-[:OF]-(h:Holding)
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
