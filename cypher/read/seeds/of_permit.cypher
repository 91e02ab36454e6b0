// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings on the lines of events that involve a permit.
UNWIND $keys.all AS k
MATCH (:Permit {key: k})<-[:INVOLVES]-(e:Event)-[r:LINE]->(h:Holding)
WHERE e.earliest <= $asOf AND r.since <= $knownAt AND $knownAt < r.until
  AND h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
