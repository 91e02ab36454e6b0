// mode: read
// params: region, kind, after, before, text, reverse, limit
// returns: keys
// Keys of a page of the sites or enterprises in a region or a part of it, from its start or from its end.
MATCH (:Region {key: $region})<-[:PART_OF*0..2]-(:Region)<-[:IN_REGION]-(n)
WHERE n.key > $after AND n.key < $before AND $kind IN labels(n)
  AND ($text IS NULL OR n.key CONTAINS $text OR n.name CONTAINS $text)
WITH n.key AS key
ORDER BY CASE $reverse WHEN true THEN '' ELSE key END, key DESC
LIMIT $limit
RETURN collect(key) AS keys
