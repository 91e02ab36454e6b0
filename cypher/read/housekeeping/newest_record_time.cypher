// mode: read
// params:
// returns: newest
// The record time of the newest commit.
MATCH (c:Counter {name: 'recordTime'})
RETURN c.last AS newest
