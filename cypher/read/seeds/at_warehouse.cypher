// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings at a site or at any of its bins and sub-sites.
UNWIND $keys.all AS k
MATCH (:Warehouse {key: k})<-[:PART_OF*0..8]-(:Warehouse)<-[:AT]-(h:Holding)
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
