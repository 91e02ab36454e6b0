// mode: write
// params: rows
// returns: n
// Joins refused records to what they can be seen to name.
UNWIND $rows.all AS row
MATCH (q:Quarantine {key: row.refusal})
MERGE (n:RefusedName {key: row.key})
ON CREATE SET n.kind = row.kind, n.entity = row.entity, n.product = row.product
CREATE (q)-[:SPEAKS_OF {role: row.role}]->(n)
RETURN count(*) AS n
