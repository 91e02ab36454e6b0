// mode: read
// params: rows, forever
// returns: transformations, repeats, gaps
// Transformations, repetitions and gaps that the ledger made of these events, as it stands.
CALL () {
  UNWIND $rows.events AS key
  MATCH (e:Event {key: key})<-[r:RECORDED_BY]-(t:Transformation)
  WHERE r.until = $forever
  RETURN collect([t.key, t.transformationId, t.place, e.key]) AS transformations
}
CALL () {
  UNWIND $rows.events AS key
  MATCH (e:Event {key: key})-[r:REPEATS]->(first:Event)
  WHERE r.until = $forever
  RETURN collect([e.key, first.key]) AS repeats
}
CALL () {
  UNWIND $rows.events AS key
  MATCH (e:Event {key: key})<-[:CONCERNS]-(g:Gap)
  WHERE g.until = $forever
  OPTIONAL MATCH (g)-[:CONCERNS]->(h:Holding)
  RETURN collect([g.key, g.kind, g.item, h.key, e.key, g.earliest, g.latest, g.amount, g.unit, g.places]) AS gaps
}
RETURN transformations, repeats, gaps
