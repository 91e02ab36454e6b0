// mode: read
// params: after, before, text, operator, limit
// returns: keys
// Keys of a page of vehicles, in order; `text` is found in key or name.
MATCH (n:Vehicle)
WHERE n.key > $after AND n.key < $before
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
  AND ($operator IS NULL OR EXISTS { MATCH (n)-[:OPERATED_BY]->(:Enterprise {key: $operator}) })
WITH n.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
