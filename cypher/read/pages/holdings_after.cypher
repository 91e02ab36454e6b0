// mode: read
// params: after, before, status, knownAt, asOf, limit
// returns: keys
// Keys of a page of holdings, in order; status is the one stored.
MATCH (h:TracePoint)
WHERE h.item IS NOT NULL AND h.key > $after AND h.key < $before AND h.openedEarliest <= $asOf
  AND ($status IS NULL OR h.status = $status)
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
