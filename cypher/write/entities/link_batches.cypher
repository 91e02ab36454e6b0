// mode: write
// params: rows
// returns: n
// Joins units to the lots that master data says they are of.
CALL () {
  UNWIND $rows.units AS row
  MATCH (a:Unit {key: row.source})
  MATCH (b:Batch {key: row.target})
  MERGE (a)-[:FROM_BATCH]->(b)
  RETURN count(*) AS units
}
RETURN units AS n
