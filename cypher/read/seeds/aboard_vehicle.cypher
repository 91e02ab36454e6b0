// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings aboard a vehicle.
UNWIND $keys.all AS k
MATCH (:Vehicle {key: k})<-[:ABOARD]-(h:Holding)
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
