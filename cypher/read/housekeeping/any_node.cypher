// mode: read
// params:
// returns: found
// One row where the database holds any node at all.
MATCH (n)
RETURN true AS found
LIMIT 1
