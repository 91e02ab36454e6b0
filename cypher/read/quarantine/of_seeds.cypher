// mode: read
// params: keys, knownAt, asOf, limit
// returns: rows
// Refused records, open as known at a time, that name what is asked for or what it stands for; one list of lists.
CALL () {
  UNWIND $keys.own AS k RETURN k AS name
  UNION
  UNWIND $keys.Product AS k MATCH (n:RefusedName {product: k}) RETURN n.key AS name
  UNION
  UNWIND $keys.Batch AS k MATCH (:Batch {key: k})<-[:FROM_BATCH]-(u:Unit) RETURN 'Unit:' + u.key AS name
  UNION
  UNWIND $keys.Warehouse AS k MATCH (:Warehouse {key: k})<-[:PART_OF*1..8]-(s:Warehouse)
  RETURN 'Warehouse:' + s.key AS name
  UNION
  UNWIND $keys.Enterprise AS k MATCH (:Enterprise {key: k})<-[:OPERATED_BY]-(:Warehouse)<-[:PART_OF*0..8]-(s:Warehouse)
  RETURN 'Warehouse:' + s.key AS name
}
MATCH (n:RefusedName {key: name})<-[:SPEAKS_OF]-(q:Quarantine)
WHERE q.recordTime <= $knownAt AND $knownAt < q.until AND q.earliest <= $asOf
WITH q, min(n.entity) AS named
ORDER BY CASE q.goods WHEN true THEN 0 ELSE 1 END, q.key
LIMIT $limit
RETURN collect([q.key, q.source, q.position, q.code, q.reason, named, q.goods, q.earliest, q.latest]) AS rows
