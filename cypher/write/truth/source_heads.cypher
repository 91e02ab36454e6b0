// mode: read
// params: rows
// returns: key, head
// The chain hash of the newest event of each source.
UNWIND $rows.all AS source
MATCH (s:Source {key: source})
RETURN s.key AS key, s.head AS head
