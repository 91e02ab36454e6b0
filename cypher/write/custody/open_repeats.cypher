// mode: write
// params: rows, now, forever
// returns: n
// Joins events to the event whose content they repeat.
UNWIND $rows.all AS row
MATCH (a:Event {key: row.source})
MATCH (b:Event {key: row.target})
CREATE (a)-[:REPEATS {since: $now, until: $forever}]->(b)
RETURN count(*) AS n
