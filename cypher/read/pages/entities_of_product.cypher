// mode: read
// params: product, kind, after, before, text, reverse, limit
// returns: keys
// Keys of a page of the batches or units of a product, from its start or from its end.
MATCH (:Product {key: $product})<-[:INSTANCE_OF]-(n)
WHERE n.key > $after AND n.key < $before AND $kind IN labels(n)
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
WITH n.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
