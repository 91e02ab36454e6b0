// mode: read
// params: keys
// returns: rows
// Events with all that their chain hash covers, and how many items they are linked with; one list of lists.
UNWIND $keys.all AS k
MATCH (e:Event {key: k})
OPTIONAL MATCH (e)-[m:MENTIONS]->(item)
WITH e, sum(CASE WHEN m.line IS NOT NULL AND item.key IS NOT NULL THEN 1 ELSE 0 END) AS mentions
RETURN collect([e.key, e.source, e.previous, e.record, e.body, mentions, e.firstRecord]) AS rows
