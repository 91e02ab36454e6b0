// mode: read
// params: keys
// returns: rows
// The names of these places, of those that have one; one list of (key, name).
CALL () {
  UNWIND $keys.all AS k
  MATCH (w:Warehouse {key: k})
  WHERE w.name IS NOT NULL
  RETURN collect([w.key, w.name]) AS sites
}
CALL () {
  UNWIND $keys.all AS k
  MATCH (e:Enterprise {key: k})
  WHERE e.name IS NOT NULL
  RETURN collect([e.key, e.name]) AS parties
}
RETURN sites + parties AS rows
