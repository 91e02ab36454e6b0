// mode: write
// params: rows
// returns: 
// Makes the entity nodes that do not exist yet, with what their identifiers alone tell.
FOREACH (row IN $rows.products | MERGE (n:Product {key: row.key}))
FOREACH (row IN $rows.batches | MERGE (n:Batch {key: row.key}) ON CREATE SET n.lot = row.lot)
FOREACH (row IN $rows.units | MERGE (n:Unit {key: row.key}) ON CREATE SET n.serial = row.serial)
FOREACH (row IN $rows.enterprises | MERGE (n:Enterprise {key: row.key}))
FOREACH (row IN $rows.warehouses | MERGE (n:Warehouse {key: row.key}))
FOREACH (row IN $rows.vehicles | MERGE (n:Vehicle {key: row.key}) ON CREATE SET n.plate = row.plate)
FOREACH (row IN $rows.permits | MERGE (n:Permit {key: row.key}) ON CREATE SET n.type = row.type, n.number = row.number)
FOREACH (row IN $rows.regions | MERGE (n:Region {key: row.key}) ON CREATE SET n.level = row.level)
