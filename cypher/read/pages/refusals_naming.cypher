// mode: read
// params: name, after, before, state, code, source, knownAt, reverse, limit
// returns: keys
// Keys of a page of the refused records that name something, from its start or from its end.
MATCH (:RefusedName {key: $name})<-[:SPEAKS_OF]-(q:Quarantine)
WHERE q.key > $after AND q.key < $before AND q.recordTime <= $knownAt
  AND ($state IS NULL OR $state = CASE WHEN $knownAt < q.until THEN 'OPEN' ELSE q.state END)
  AND ($code IS NULL OR q.code = $code) AND ($source IS NULL OR q.source = $source)
WITH DISTINCT q.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
