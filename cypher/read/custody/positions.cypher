// mode: read
// params: windows, knownAt
// returns: keys
// Holdings of items that were open at some time in a window each, as known at a time.
UNWIND $windows.all AS w
MATCH (h:Holding {item: w.item})
OPTIONAL MATCH (h)-[:FORMERLY]->(v:HoldingVersion)
WHERE v.since <= $knownAt AND $knownAt < v.until
WITH w, h.key AS key, CASE WHEN h.since <= $knownAt AND $knownAt < h.until THEN h ELSE v END AS then
WHERE then.openedEarliest <= w.end AND (then.endedLatest IS NULL OR w.start <= then.endedLatest)
WITH DISTINCT key
ORDER BY key
RETURN collect(key) AS keys
