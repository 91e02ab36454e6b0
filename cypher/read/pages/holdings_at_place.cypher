// mode: read
// params: place, after, before, status, knownAt, asOf, reverse, limit
// returns: keys
// Keys of a page of holdings at a place, from its start or from its end; status is the one stored.
MATCH (h:Holding {place: $place})
WHERE h.key > $after AND h.key < $before AND h.openedEarliest <= $asOf
  AND ($status IS NULL OR h.status = $status)
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH h.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
