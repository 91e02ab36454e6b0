// mode: read
// params:
// returns: rows
// Every source with the chain hash of its newest event; one list of lists.
MATCH (s:Source)
RETURN collect([s.key, s.head]) AS rows
