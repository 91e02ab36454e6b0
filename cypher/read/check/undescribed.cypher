// mode: read
// params:
// returns: keys
// Entities that bear attributes of which no statement of master data can be read.
MATCH (n:Product|Batch|Unit|Enterprise|Warehouse|Vehicle|Permit|Region)
OPTIONAL MATCH (n)<-[:DESCRIBES]-(m:MasterData)
WITH n, count(m.attributes) AS statements
WHERE statements = 0 AND n.attributes IS NOT NULL
RETURN collect(n.key) AS keys
