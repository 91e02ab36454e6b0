// mode: read
// params: rows
// returns: operators, parents
// Who runs these places, and what sites they are part of.
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (w:Warehouse {key: key})-[:OPERATED_BY]->(e:Enterprise)
  RETURN collect([w.key, e.key]) AS ofWarehouses
}
CALL () {
  UNWIND $rows.vehicles AS key
  MATCH (v:Vehicle {key: key})-[:OPERATED_BY]->(e:Enterprise)
  RETURN collect([v.key, e.key]) AS ofVehicles
}
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (w:Warehouse {key: key})-[:PART_OF]->(site:Warehouse)
  RETURN collect([w.key, site.key]) AS parents
}
RETURN ofWarehouses + ofVehicles AS operators, parents
