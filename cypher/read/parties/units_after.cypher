// mode: read
// params: after, before, text, product, limit
// returns: keys
// Keys of a page of units, in order; `text` is found in key or name.
MATCH (n:Unit)
WHERE n.key > $after AND n.key < $before
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
  AND ($product IS NULL OR EXISTS { MATCH (n)-[:INSTANCE_OF]->(:Product {key: $product}) })
WITH n.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
