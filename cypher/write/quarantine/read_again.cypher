// mode: write
// params: rows
// returns: n
// Replaces what was read of events by what is read of them now; the first reading is kept for the tamper chain.
UNWIND $rows.all AS row
MATCH (e:Event {key: row.key})
SET e.firstRecord = coalesce(e.firstRecord, e.record), e.record = row.record, e.refusedLines = row.refusedLines
WITH e
OPTIONAL MATCH (e)-[m:MENTIONS]->()
DELETE m
RETURN count(DISTINCT e) AS n
