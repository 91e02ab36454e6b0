// mode: read
// params: operator, kind, region, after, before, text, reverse, limit
// returns: keys
// Keys of a page of the sites or vehicles that an enterprise runs, from its start or from its end.
MATCH (:Enterprise {key: $operator})<-[:OPERATED_BY]-(n)
WHERE n.key > $after AND n.key < $before AND $kind IN labels(n)
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
  AND ($region IS NULL OR EXISTS {
    MATCH (n)-[:IN_REGION]->(:Region)-[:PART_OF*0..2]->(:Region {key: $region})
  })
WITH n.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
