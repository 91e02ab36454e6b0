// mode: write
// params: clock
// returns: now
// The next record time; the counter is locked by `take_turn`, so what is read here is the last one.
MATCH (c:Counter {name: 'recordTime'})
SET c.last = CASE WHEN $clock > c.last THEN $clock ELSE c.last + 1 END
RETURN c.last AS now
