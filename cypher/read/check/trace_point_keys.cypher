// mode: read
// params:
// returns: keys
// The keys of all holdings and transformations that can be found.
MATCH (n:TracePoint)
RETURN collect(n.key) AS keys
