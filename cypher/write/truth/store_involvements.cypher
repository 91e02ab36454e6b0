// mode: write
// params: rows
// returns: n
// Joins events to the places, parties, vehicles and permits that they name.
CALL () {
  UNWIND $rows.warehouses AS row
  MATCH (e:Event {key: row.event})
  MATCH (p:Warehouse {key: row.key})
  CREATE (e)-[:INVOLVES {role: row.role}]->(p)
  RETURN count(*) AS warehouses
}
CALL () {
  UNWIND $rows.enterprises AS row
  MATCH (e:Event {key: row.event})
  MATCH (p:Enterprise {key: row.key})
  CREATE (e)-[:INVOLVES {role: row.role}]->(p)
  RETURN count(*) AS enterprises
}
CALL () {
  UNWIND $rows.vehicles AS row
  MATCH (e:Event {key: row.event})
  MATCH (p:Vehicle {key: row.key})
  CREATE (e)-[:INVOLVES {role: row.role}]->(p)
  RETURN count(*) AS vehicles
}
CALL () {
  UNWIND $rows.permits AS row
  MATCH (e:Event {key: row.event})
  MATCH (p:Permit {key: row.key})
  CREATE (e)-[:INVOLVES {role: row.role}]->(p)
  RETURN count(*) AS permits
}
RETURN warehouses + enterprises + vehicles + permits AS n
