// mode: read
// params: item, involved, after, before, start, end, bizStep, knownAt, reverse, limit
// returns: keys
// Keys of a page of events of an item that may have happened in [start, end), from its start or from its end.
MATCH (:Holding {item: $item})<-[:LINE]-(e:Event)
WHERE e.key > $after AND e.key < $before AND e.recordTime <= $knownAt
  AND $start <= e.latest AND e.earliest < $end
  AND ($involved IS NULL OR EXISTS { MATCH (e)-[:INVOLVES]->(p) WHERE p.key = $involved })
  AND ($bizStep IS NULL OR e.bizStep = $bizStep)
WITH DISTINCT e.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
