// mode: read
// params: keys, words, knownAt, asOf
// returns: rows
// Events that speak of the condition of these items, their lots or their products, none voided; one list of lists.
CALL () {
  UNWIND $keys.Product AS k MATCH (i:Product {key: k}) RETURN i
  UNION ALL
  UNWIND $keys.Batch AS k MATCH (i:Batch {key: k}) RETURN i
  UNION ALL
  UNWIND $keys.Unit AS k MATCH (i:Unit {key: k}) RETURN i
  UNION ALL
  UNWIND $keys.Vehicle AS k MATCH (i:Vehicle {key: k}) RETURN i
}
MATCH (i)-[:FROM_BATCH|INSTANCE_OF*0..2]->(n)
WITH n, collect(DISTINCT i.key) AS items
MATCH (n)<-[m:MENTIONS]-(e:Event)
WHERE e.recordTime <= $knownAt AND e.earliest <= $asOf AND e.error = false AND m.role <> 'INPUT'
  AND (e.disposition IN $words.all OR e.bizStep = 'holding' OR e.record CONTAINS '"dispositions_')
WITH DISTINCT n, items, e
WHERE NOT EXISTS {
  MATCH (x:Event {eventId: e.eventId}) WHERE x.error = true AND x.recordTime <= $knownAt
}
RETURN collect([
  items, n.key, labels(n), e.key, e.earliest, e.latest, e.bizStep, e.disposition, e.record,
  COLLECT {
    MATCH (e)-[r:LINE]->(h:Holding) WHERE r.since <= $knownAt AND $knownAt < r.until RETURN h.key
  }
]) AS rows
