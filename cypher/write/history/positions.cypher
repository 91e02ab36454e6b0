// mode: read
// params: rows, forever
// returns: holdings, edges, outputs, lines, spans, gaps, itemGaps
// What the ledger made of these items, as it stands; of gaps those that no event stands for.
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})
  WHERE h.until = $forever
  RETURN collect([
    h.key, h.item, h.itemKind, h.kind, h.place, h.placeKind, h.status, h.openedEarliest, h.openedLatest,
    h.endedEarliest, h.endedLatest, h.received, h.balance, h.unit
  ]) AS holdings
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})-[r:CUSTODY|INPUT]->(t:TracePoint)
  WHERE r.until = $forever
  RETURN collect([
    r.key, type(r), h.key, t.key, r.event, r.line, r.earliest, r.latest, r.quantity, r.unit, r.certainty, r.gap
  ]) AS edges
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})<-[r:OUTPUT]-(t:TracePoint)
  WHERE r.until = $forever
  RETURN collect([
    r.key, type(r), t.key, h.key, r.event, r.line, r.earliest, r.latest, r.quantity, r.unit, r.certainty, r.gap
  ]) AS outputs
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})<-[r:LINE]-(e:Event)
  WHERE r.until = $forever
  RETURN collect([e.key, r.line, h.key, r.effect, r.quantity, r.unit, r.place, r.status, r.pool, r.among]) AS lines
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})-[r:INSIDE|KEPT_BY|OWNED_BY]->(t)
  WHERE r.until = $forever
  RETURN collect([
    type(r), h.key, t.key, r.startEarliest, r.startLatest, r.endEarliest, r.endLatest
  ]) AS spans
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (h:Holding {item: item})<-[:CONCERNS]-(g:Gap)
  WHERE g.until = $forever
  OPTIONAL MATCH (g)-[:CONCERNS]->(e:Event)
  WITH g, h, e
  WHERE e IS NULL
  RETURN collect([g.key, g.kind, g.item, h.key, null, g.earliest, g.latest, g.amount, g.unit, g.places]) AS gaps
}
CALL () {
  UNWIND $rows.items AS item
  MATCH (:Batch {key: item})<-[:CONCERNS]-(g:Gap)
  WHERE g.until = $forever
  RETURN collect([g.key, g.kind, g.item, null, null, g.earliest, g.latest, g.amount, g.unit, g.places]) AS itemGaps
}
RETURN holdings, edges, outputs, lines, spans, gaps, itemGaps
