// mode: read
// params:
// returns: marked, whole
// Whether the marker that says the database is Suyuan's is there, and the counter that was made with it too.
OPTIONAL MATCH (s:Suyuan {name: 'suyuan'})
OPTIONAL MATCH (c:Counter {name: 'recordTime'})
RETURN s.name IS NOT NULL AS marked, (s.schemaVersion IS NULL) = (c.last IS NULL) AS whole
