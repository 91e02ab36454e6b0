// mode: write
// params: schemaVersion
// returns:
// Marks the database as Suyuan's and makes the counter that gives out record time.
MERGE (s:Suyuan {name: 'suyuan'})
SET s.schemaVersion = $schemaVersion
MERGE (c:Counter {name: 'recordTime'})
ON CREATE SET c.last = 0
