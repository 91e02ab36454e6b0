// mode: read
// params: after, before, text, region, limit
// returns: keys
// Keys of a page of enterprises, in order; `text` is found in key or name.
MATCH (n:Enterprise)
WHERE n.key > $after AND n.key < $before
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
  AND ($region IS NULL OR EXISTS { MATCH (n)-[:IN_REGION]->(:Region {key: $region}) })
WITH n.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
