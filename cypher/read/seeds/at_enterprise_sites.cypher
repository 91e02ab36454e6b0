// mode: read
// params: keys, knownAt, asOf, limit
// returns: keys
// Holdings at the sites that an enterprise operates, their bins and sub-sites included.
UNWIND $keys.all AS k
MATCH (:Enterprise {key: k})<-[:OPERATED_BY]-(:Warehouse)<-[:PART_OF*0..8]-(:Warehouse)<-[:AT]-(h:Holding)
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
