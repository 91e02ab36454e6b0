// mode: read
// params:
// returns: schemaVersion
// The marker that says the database is Suyuan's; no row where it is not.
MATCH (s:Suyuan {name: 'suyuan'})
RETURN s.schemaVersion AS schemaVersion
