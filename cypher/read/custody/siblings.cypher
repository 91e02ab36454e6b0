// mode: read
// params: keys, knownAt, asOf, limit
// returns: holding, item, kind
// All holdings of the items that these holdings are of, as columns.
UNWIND $keys.all AS k
MATCH (n:TracePoint {key: k})
WHERE n.item IS NOT NULL
WITH DISTINCT n.item AS item
MATCH (h:Holding {item: item})
WHERE h.openedEarliest <= $asOf
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH h, item
ORDER BY h.key
LIMIT $limit
RETURN collect(h.key) AS holding, collect(item) AS item, collect(h.itemKind) AS kind
