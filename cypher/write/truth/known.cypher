// mode: read
// params: rows
// returns: events, statements, refusals
// Which of these keys the graph holds already.
CALL () {
  UNWIND $rows.events AS key
  MATCH (e:Event {key: key})
  RETURN collect(e.key) AS events
}
CALL () {
  UNWIND $rows.statements AS key
  MATCH (m:MasterData {key: key})
  RETURN collect(m.key) AS statements
}
CALL () {
  UNWIND $rows.refusals AS key
  MATCH (q:Quarantine {key: key})
  RETURN collect(q.key) AS refusals
}
RETURN events, statements, refusals
