// mode: read
// params: keys, knownAt, asOf
// returns: rows
// What recorded lines and implied edges brought into holdings, or took out, after a time; one list of lists.
UNWIND $keys AS k
MATCH (h:TracePoint {key: k})
CALL (h) {
  MATCH (e:Event)-[r:LINE]->(h)
  WHERE e.earliest > $asOf AND r.effect <> 'SEEN' AND r.since <= $knownAt AND $knownAt < r.until
  RETURN r.effect AS effect, r.quantity AS quantity, r.unit AS unit
  UNION ALL
  MATCH (:TracePoint)-[r:CUSTODY]->(h)
  WHERE r.line IS NULL AND r.earliest > $asOf AND r.since <= $knownAt AND $knownAt < r.until
  RETURN 'IN' AS effect, r.quantity AS quantity, r.unit AS unit
  UNION ALL
  MATCH (h)-[r:CUSTODY]->(:TracePoint)
  WHERE r.line IS NULL AND r.earliest > $asOf AND r.since <= $knownAt AND $knownAt < r.until
  RETURN 'OUT' AS effect, r.quantity AS quantity, r.unit AS unit
}
RETURN collect([k, effect, quantity, unit]) AS rows
