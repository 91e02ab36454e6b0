// mode: write
// params: rows
// returns: n
// Joins statements of master data to the entities that they describe.
CALL () {
  UNWIND $rows.products AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Product {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.batches AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Batch {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Unit {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Enterprise {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Warehouse {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Vehicle {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Permit {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS permits
}
CALL () {
  UNWIND $rows.regions AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Region {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS n
