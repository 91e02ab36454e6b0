// mode: write
// params: rows
// returns: n
// Joins events to the items that their lines name.
CALL () {
  UNWIND $rows.batches AS row
  MATCH (e:Event {key: row.event})
  MATCH (i:Batch {key: row.key})
  CREATE (e)-[:MENTIONS {line: row.line, role: row.role, quantity: row.quantity, unit: row.unit}]->(i)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS row
  MATCH (e:Event {key: row.event})
  MATCH (i:Unit {key: row.key})
  CREATE (e)-[:MENTIONS {line: row.line, role: row.role, quantity: row.quantity, unit: row.unit}]->(i)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.products AS row
  MATCH (e:Event {key: row.event})
  MATCH (i:Product {key: row.key})
  CREATE (e)-[:MENTIONS {line: row.line, role: row.role, quantity: row.quantity, unit: row.unit}]->(i)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (e:Event {key: row.event})
  MATCH (i:Vehicle {key: row.key})
  CREATE (e)-[:MENTIONS {line: row.line, role: row.role, quantity: row.quantity, unit: row.unit}]->(i)
  RETURN count(*) AS vehicles
}
RETURN batches + units + products + vehicles AS n
