// mode: read
// params: keys
// returns: keys
// The places that are part of these sites.
UNWIND $keys AS key
MATCH (:Warehouse {key: key})<-[:PART_OF]-(bin:Warehouse)
RETURN collect(DISTINCT bin.key) AS keys
