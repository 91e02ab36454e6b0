// mode: read
// params: after, before, start, end, bizStep, knownAt, limit
// returns: keys
// Keys of a page of events that may have happened in [start, end), in order.
MATCH (e:Event)
WHERE e.key > $after AND e.key < $before AND e.recordTime <= $knownAt
  AND $start <= e.latest AND e.earliest < $end
  AND ($bizStep IS NULL OR e.bizStep = $bizStep)
WITH e.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
