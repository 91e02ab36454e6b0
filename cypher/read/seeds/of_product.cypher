// mode: read
// params: key, knownAt, asOf, limit
// returns: keys
// Holdings of the batches and units of a product.
MATCH (:Product {key: $key})<-[:INSTANCE_OF]-()<-[:OF]-(h:Holding)
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
