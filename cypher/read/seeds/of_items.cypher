// mode: read
// params: items, knownAt, asOf, limit
// returns: keys
// Holdings of these items.
UNWIND $items.all AS item
MATCH (h:Holding {item: item})
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
