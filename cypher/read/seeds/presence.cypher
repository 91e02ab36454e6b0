// mode: read
// params: keys, knownAt, asOf, forever
// returns: rows
// Of each seed: whether it had a position at the view, and when, over all records, one was first known and first began; one list of lists.
CALL () {
  UNWIND $keys.TracePoint AS k MATCH (h:TracePoint {key: k})
  RETURN 'TracePoint:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.items AS i MATCH (h:Holding {item: i.key})
  RETURN i.seed AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.items AS i MATCH (:Holding {item: i.key})<-[s:INSIDE]-(h:Holding)
  RETURN i.seed AS seed, h, s.since AS since, s.until AS until, s.startEarliest AS start
  UNION
  UNWIND $keys.Product AS k MATCH (:Product {key: k})<-[:INSTANCE_OF]-()<-[:OF]-(h:Holding)
  RETURN 'Product:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.Batch AS k MATCH (:Batch {key: k})<-[:FROM_BATCH]-(:Unit)<-[:OF]-(h:Holding)
  RETURN 'Batch:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.Warehouse AS k MATCH (:Warehouse {key: k})<-[:PART_OF*0..8]-(:Warehouse)<-[:AT]-(h:Holding)
  RETURN 'Warehouse:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.Enterprise AS k
  MATCH (:Enterprise {key: k})<-[:OPERATED_BY]-(:Warehouse)<-[:PART_OF*0..8]-(:Warehouse)<-[:AT]-(h:Holding)
  RETURN 'Enterprise:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.Enterprise AS k MATCH (:Enterprise {key: k})<-[r:AT|KEPT_BY|OWNED_BY]-(h:Holding)
  RETURN 'Enterprise:' + k AS seed, h, r.since AS since, r.until AS until, r.startEarliest AS start
  UNION
  UNWIND $keys.Vehicle AS k MATCH (:Vehicle {key: k})<-[:ABOARD]-(h:Holding)
  RETURN 'Vehicle:' + k AS seed, h, null AS since, null AS until, null AS start
  UNION
  UNWIND $keys.Permit AS k MATCH (:Permit {key: k})<-[:INVOLVES]-(e:Event)-[r:LINE]->(h:Holding)
  RETURN 'Permit:' + k AS seed, h, r.since AS since, r.until AS until, e.earliest AS start
}
OPTIONAL MATCH (h)-[:FORMERLY]->(v:HoldingVersion)
WITH seed, h, since, until, start, min(v.since) AS formerly,
  max(CASE WHEN v.since <= $knownAt AND $knownAt < v.until THEN 1 ELSE 0 END) AS then
WITH seed,
  CASE WHEN formerly < h.since THEN formerly ELSE h.since END AS known,
  coalesce(since, 0) AS linked,
  CASE WHEN start > h.openedEarliest THEN start ELSE h.openedEarliest END AS began,
  h.until = $forever AND coalesce(until, $forever) = $forever AS stands,
  (then = 1 OR (h.since <= $knownAt AND (h.item IS NULL OR $knownAt < h.until)))
    AND (since IS NULL OR (since <= $knownAt AND $knownAt < until)) AS held
WITH seed,
  max(CASE WHEN held AND coalesce(began, $asOf) <= $asOf THEN 1 ELSE 0 END) AS there,
  min(CASE WHEN linked > known THEN linked ELSE known END) AS known,
  min(CASE WHEN stands THEN began ELSE null END) AS began
RETURN collect([seed, there, known, began]) AS rows
