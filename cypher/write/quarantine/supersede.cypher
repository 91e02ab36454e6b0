// mode: write
// params: rows, now
// returns: n
// Ends open refusals of these event ids whose event was taken whole and names, if they name goods, some of them.
UNWIND $rows.all AS id
MATCH (q:Quarantine {eventId: id})
WHERE q.state = 'OPEN'
MATCH (e:Event {eventId: id})
WHERE e.refusedLines = 0
  AND (NOT q.goods OR EXISTS {
    MATCH (q)-[:SPEAKS_OF]->(n:RefusedName)
    MATCH (e)-[:MENTIONS]->(i)
    WHERE i.key = n.entity
  })
WITH q, min(e.key) AS event
SET q.state = 'SUPERSEDED', q.note = event, q.until = $now
RETURN count(*) AS n
