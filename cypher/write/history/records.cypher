// mode: read
// params: rows
// returns: records
// The validated records of stored events.
UNWIND $rows.all AS key
MATCH (e:Event {key: key})
RETURN collect(e.record) AS records
