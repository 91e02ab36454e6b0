// mode: write
// params: rows, now, forever
// returns: n
// Opens edges, told by the end that many may share, a hub or a transformation: it is looked up once.
CALL () {
  UNWIND $rows.custody AS shared
  MATCH (a:TracePoint {key: shared.key})
  UNWIND shared.edges AS row
  MATCH (b:TracePoint {key: row.target})
  CREATE (a)-[:CUSTODY {
    key: row.key,
    event: row.event,
    line: row.line,
    earliest: row.earliest,
    latest: row.latest,
    quantity: row.quantity,
    unit: row.unit,
    certainty: row.certainty,
    gap: row.gap,
    since: $now,
    until: $forever
  }]->(b)
  RETURN count(*) AS custody
}
CALL () {
  UNWIND $rows.inputs AS shared
  MATCH (b:TracePoint {key: shared.key})
  UNWIND shared.edges AS row
  MATCH (a:TracePoint {key: row.source})
  CREATE (a)-[:INPUT {
    key: row.key,
    event: row.event,
    line: row.line,
    earliest: row.earliest,
    latest: row.latest,
    quantity: row.quantity,
    unit: row.unit,
    certainty: row.certainty,
    gap: row.gap,
    since: $now,
    until: $forever
  }]->(b)
  RETURN count(*) AS inputs
}
CALL () {
  UNWIND $rows.outputs AS shared
  MATCH (a:TracePoint {key: shared.key})
  UNWIND shared.edges AS row
  MATCH (b:TracePoint {key: row.target})
  CREATE (a)-[:OUTPUT {
    key: row.key,
    event: row.event,
    line: row.line,
    earliest: row.earliest,
    latest: row.latest,
    quantity: row.quantity,
    unit: row.unit,
    certainty: row.certainty,
    gap: row.gap,
    since: $now,
    until: $forever
  }]->(b)
  RETURN count(*) AS outputs
}
RETURN custody + inputs + outputs AS n
