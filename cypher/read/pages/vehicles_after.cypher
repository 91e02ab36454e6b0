// mode: read
// params: after, before, text, limit
// returns: keys
// Keys of a page of vehicles, in order; those with `text` in their key or name.
MATCH (n:Vehicle)
WHERE n.key > $after AND n.key < $before
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
WITH n.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
