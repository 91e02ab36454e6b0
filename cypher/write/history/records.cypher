// mode: read
// params: keys
// returns: records
// The validated records of stored events.
UNWIND $keys AS key
MATCH (e:Event {key: key})
RETURN collect(e.record) AS records
