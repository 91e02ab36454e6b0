// mode: read
// params: keys
// returns: rows
// Entities by label and key, with their links, codes and declared twins; one list of lists.
CALL () {
  UNWIND $keys.Product AS k MATCH (n:Product {key: k}) RETURN 'Product' AS kind, n
  UNION ALL
  UNWIND $keys.Batch AS k MATCH (n:Batch {key: k}) RETURN 'Batch' AS kind, n
  UNION ALL
  UNWIND $keys.Unit AS k MATCH (n:Unit {key: k}) RETURN 'Unit' AS kind, n
  UNION ALL
  UNWIND $keys.Enterprise AS k MATCH (n:Enterprise {key: k}) RETURN 'Enterprise' AS kind, n
  UNION ALL
  UNWIND $keys.Warehouse AS k MATCH (n:Warehouse {key: k}) RETURN 'Warehouse' AS kind, n
  UNION ALL
  UNWIND $keys.Vehicle AS k MATCH (n:Vehicle {key: k}) RETURN 'Vehicle' AS kind, n
  UNION ALL
  UNWIND $keys.Permit AS k MATCH (n:Permit {key: k}) RETURN 'Permit' AS kind, n
  UNION ALL
  UNWIND $keys.Region AS k MATCH (n:Region {key: k}) RETURN 'Region' AS kind, n
}
OPTIONAL MATCH (n)-[:INSTANCE_OF]->(p:Product)
OPTIONAL MATCH (n)-[:FROM_BATCH]->(b:Batch)
OPTIONAL MATCH (n)-[:PART_OF]->(u)
OPTIONAL MATCH (n)-[:OPERATED_BY]->(o:Enterprise)
OPTIONAL MATCH (n)-[:IN_REGION]->(r:Region)
RETURN collect([
  kind, n.key, n.name, n.attributes, n.lot, n.serial, n.siteKind, n.plate, n.type, n.number, n.level,
  p.key, p.name, b.key, b.name, u.key, u.name, o.key, o.name, r.key, r.name,
  COLLECT { MATCH (c:Code)-[:NAMES]->(n) RETURN [c.scheme, c.value] ORDER BY c.key },
  COLLECT { MATCH (n)-[:SAME_AS*1..8]-(t) WHERE t.key <> n.key RETURN DISTINCT [t.key, t.name] }
]) AS rows
