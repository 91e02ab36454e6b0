// mode: write
// params: rows
// returns:
// Makes entity nodes, none of which exists yet, with what their identifiers alone tell: their codes too.
CALL () {
  UNWIND $rows.products AS row
  CREATE (n:Product {key: row.key})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.batches AS row
  CREATE (n:Batch {key: row.key, lot: row.lot})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.units AS row
  CREATE (n:Unit {key: row.key, serial: row.serial})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.enterprises AS row
  CREATE (n:Enterprise {key: row.key})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.warehouses AS row
  CREATE (n:Warehouse {key: row.key})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.vehicles AS row
  CREATE (n:Vehicle {key: row.key, plate: row.plate})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.permits AS row
  CREATE (n:Permit {key: row.key, type: row.type, number: row.number})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
CALL () {
  UNWIND $rows.regions AS row
  CREATE (n:Region {key: row.key, level: row.level})
  WITH n, row
  UNWIND row.codes AS code
  MERGE (c:Code {key: code.code})
  ON CREATE SET c.scheme = code.scheme, c.value = code.value
  CREATE (c)-[:NAMES]->(n)
}
