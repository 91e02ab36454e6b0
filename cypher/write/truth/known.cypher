// mode: read
// params: rows
// returns: events, statements, refusals, readWell
// Which of these keys the graph holds already, and open refusals of records of these fingerprints.
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
CALL () {
  UNWIND $rows.fingerprints AS fingerprint
  MATCH (q:Quarantine {fingerprint: fingerprint})
  WHERE q.state = 'OPEN'
  RETURN collect(q.key) AS readWell
}
RETURN events, statements, refusals, readWell
