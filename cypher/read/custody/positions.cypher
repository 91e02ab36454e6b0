// mode: read
// params: windows, knownAt
// returns: keys
// Holdings of items that were open at some time in a window each.
UNWIND $windows.all AS w
MATCH (h:Holding {item: w.item})
WHERE h.openedEarliest <= w.end AND (h.endedLatest IS NULL OR w.start <= h.endedLatest)
  AND ((h.since <= $knownAt AND $knownAt < h.until)
    OR EXISTS { MATCH (h)-[:FORMERLY]->(v:HoldingVersion) WHERE v.since <= $knownAt AND $knownAt < v.until })
WITH DISTINCT h.key AS key
ORDER BY key
RETURN collect(key) AS keys
