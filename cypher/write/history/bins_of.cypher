// mode: read
// params: rows
// returns: keys
// The places that are part of these sites.
UNWIND $rows.all AS key
MATCH (:Warehouse {key: key})<-[:PART_OF]-(bin:Warehouse)
RETURN collect(DISTINCT bin.key) AS keys
