// mode: read
// params: after, before, state, code, source, knownAt, limit
// returns: keys
// Keys of a page of refused records, their state as known at a time, backward from its end.
MATCH (q:Quarantine)
WHERE q.key > $after AND q.key < $before AND q.recordTime <= $knownAt
  AND ($state IS NULL OR $state = CASE WHEN $knownAt < q.until THEN 'OPEN' ELSE q.state END)
  AND ($code IS NULL OR q.code = $code) AND ($source IS NULL OR q.source = $source)
WITH q.key AS key
ORDER BY key DESC
LIMIT $limit
RETURN collect(key) AS keys
