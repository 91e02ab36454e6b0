// mode: write
// params: rows, now, forever
// returns: n
// Joins transformations to the events that recorded them.
UNWIND $rows.all AS row
MATCH (t:TracePoint {key: row.source})
MATCH (e:Event {key: row.target})
CREATE (t)-[:RECORDED_BY {since: $now, until: $forever}]->(e)
RETURN count(*) AS n
