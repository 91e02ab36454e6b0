// mode: write
// params: products, batches, units, enterprises, warehouses, vehicles, permits, regions
// returns: 
// Makes the entity nodes that do not exist yet, with what their identifiers alone tell.
FOREACH (row IN $products | MERGE (n:Product {key: row.key}))
FOREACH (row IN $batches | MERGE (n:Batch {key: row.key}) ON CREATE SET n.lot = row.lot)
FOREACH (row IN $units | MERGE (n:Unit {key: row.key}) ON CREATE SET n.serial = row.serial)
FOREACH (row IN $enterprises | MERGE (n:Enterprise {key: row.key}))
FOREACH (row IN $warehouses | MERGE (n:Warehouse {key: row.key}))
FOREACH (row IN $vehicles | MERGE (n:Vehicle {key: row.key}) ON CREATE SET n.plate = row.plate)
FOREACH (row IN $permits | MERGE (n:Permit {key: row.key}) ON CREATE SET n.type = row.type, n.number = row.number)
FOREACH (row IN $regions | MERGE (n:Region {key: row.key}) ON CREATE SET n.level = row.level)
