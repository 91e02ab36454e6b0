// mode: read
// params: keys, after, before, start, end, bizStep, knownAt, reverse, limit
// returns: keys
// Keys of a page of events that name one place, party, vehicle or permit, from its start or from its end.
CALL () {
  UNWIND $keys.Warehouse AS k MATCH (:Warehouse {key: k})<-[:INVOLVES]-(e:Event) RETURN e
  UNION ALL
  UNWIND $keys.Enterprise AS k MATCH (:Enterprise {key: k})<-[:INVOLVES]-(e:Event) RETURN e
  UNION ALL
  UNWIND $keys.Vehicle AS k MATCH (:Vehicle {key: k})<-[:INVOLVES|MENTIONS]-(e:Event) RETURN e
  UNION ALL
  UNWIND $keys.Permit AS k MATCH (:Permit {key: k})<-[:INVOLVES]-(e:Event) RETURN e
}
WITH e
WHERE e.key > $after AND e.key < $before AND e.recordTime <= $knownAt
  AND $start <= e.latest AND e.earliest < $end
  AND ($bizStep IS NULL OR e.bizStep = $bizStep)
WITH DISTINCT e.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
