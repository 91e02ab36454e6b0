// mode: read
// params: events, statements, refusals
// returns: events, statements, refusals
// Which of these keys the graph holds already.
CALL () {
  UNWIND $events AS key
  MATCH (e:Event {key: key})
  RETURN collect(e.key) AS events
}
CALL () {
  UNWIND $statements AS key
  MATCH (m:MasterData {key: key})
  RETURN collect(m.key) AS statements
}
CALL () {
  UNWIND $refusals AS key
  MATCH (q:Quarantine {key: key})
  RETURN collect(q.key) AS refusals
}
RETURN events, statements, refusals
