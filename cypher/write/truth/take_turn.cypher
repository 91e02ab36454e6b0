// mode: write
// params:
// returns:
// Holds the counter's lock until the transaction ends, so that writers come one by one.
MATCH (c:Counter {name: 'recordTime'})
SET c.taken = true
