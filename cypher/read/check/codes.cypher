// mode: read
// params:
// returns: rows
// Every entity with the keys of the codes that lead to it, as [label, key, codes]; one list of lists.
MATCH (n:Product|Batch|Unit|Enterprise|Warehouse|Vehicle|Permit|Region)
OPTIONAL MATCH (n)<-[:NAMES]-(c:Code)
WITH n, collect(c.key) AS codes
RETURN collect([labels(n)[0], n.key, codes]) AS rows
