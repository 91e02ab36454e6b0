// mode: write
// params: products, batches, units, enterprises, warehouses, vehicles, permits, regions
// returns: n
// Joins statements of master data to the entities that they describe.
CALL () {
  UNWIND $products AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Product {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $batches AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Batch {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $units AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Unit {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $enterprises AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Enterprise {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $warehouses AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Warehouse {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $vehicles AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Vehicle {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $permits AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Permit {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS permits
}
CALL () {
  UNWIND $regions AS row
  MATCH (m:MasterData {key: row.statement})
  MATCH (d:Region {key: row.key})
  CREATE (m)-[:DESCRIBES]->(d)
  RETURN count(*) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS n
