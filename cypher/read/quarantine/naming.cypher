// mode: read
// params: windows, knownAt, asOf, limit
// returns: rows
// Refused records, open as known at a time, that name one of these in its window; one list of lists.
UNWIND $windows.all AS w
MATCH (:RefusedName {key: w.key})<-[r:SPEAKS_OF]-(q:Quarantine)
WHERE q.recordTime <= $knownAt AND $knownAt < q.until AND q.earliest <= $asOf
  AND q.earliest <= w.end AND w.start <= q.latest
  AND (r.role = 'ITEM' OR NOT q.goods)
  AND (w.place IS NULL
    OR NOT EXISTS { MATCH (q)-[a:SPEAKS_OF]->(:RefusedName) WHERE a.role = 'PLACE' }
    OR EXISTS { MATCH (q)-[:SPEAKS_OF]->(p:RefusedName) WHERE p.entity = w.place })
WITH q, min(w.named) AS named
ORDER BY CASE q.goods WHEN true THEN 0 ELSE 1 END, q.key
LIMIT $limit
RETURN collect([q.key, q.source, q.position, q.code, q.reason, named, q.goods, q.earliest, q.latest]) AS rows
