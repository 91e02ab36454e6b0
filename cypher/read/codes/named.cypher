// mode: read
// params: keys
// returns: rows
// What codes name, each entity with the least key among those a register declares one with it; one list of lists.
UNWIND $keys.all AS k
MATCH (c:Code {key: k})-[:NAMES]->(n)
OPTIONAL MATCH (n)-[:SAME_AS*1..8]-(t)
WITH c, n, min(t.key) AS twin
RETURN collect([c.scheme, c.value, labels(n), n.key, n.name, twin]) AS rows
