// mode: write
// params: products, batches, units, enterprises, warehouses, vehicles, permits, regions
// returns: n
// Lays the folded master data over the entities' properties.
CALL () {
  UNWIND $products AS row
  MATCH (d:Product {key: row.key})
  SET d += row.properties
  RETURN count(*) AS products
}
CALL () {
  UNWIND $batches AS row
  MATCH (d:Batch {key: row.key})
  SET d += row.properties
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $units AS row
  MATCH (d:Unit {key: row.key})
  SET d += row.properties
  RETURN count(*) AS units
}
CALL () {
  UNWIND $enterprises AS row
  MATCH (d:Enterprise {key: row.key})
  SET d += row.properties
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $warehouses AS row
  MATCH (d:Warehouse {key: row.key})
  SET d += row.properties
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $vehicles AS row
  MATCH (d:Vehicle {key: row.key})
  SET d += row.properties
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $permits AS row
  MATCH (d:Permit {key: row.key})
  SET d += row.properties
  RETURN count(*) AS permits
}
CALL () {
  UNWIND $regions AS row
  MATCH (d:Region {key: row.key})
  SET d += row.properties
  RETURN count(*) AS regions
}
RETURN products + batches + units + enterprises + warehouses + vehicles + permits + regions AS n
