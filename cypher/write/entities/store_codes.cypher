// mode: write
// params: rows
// returns: n
// Joins codes to the entities that they name; one code may name several.
CALL () {
  UNWIND $rows.products AS row
  MATCH (d:Product {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.batches AS row
  MATCH (d:Batch {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (d:Unit {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (d:Enterprise {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (d:Warehouse {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (d:Vehicle {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS row
  MATCH (d:Permit {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS permits
}
CALL () {
  UNWIND $rows.regions AS row
  MATCH (d:Region {key: row.key})
  MERGE (c:Code {key: row.code})
  ON CREATE SET c.scheme = row.scheme, c.value = row.value
  MERGE (c)-[:NAMES]->(d)
  RETURN count(*) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS n
