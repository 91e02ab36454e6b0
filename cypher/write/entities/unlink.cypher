// mode: write
// params: rows
// returns: 
// Takes away the links that entities' master data gave them, before the new ones are set.
CALL () {
  UNWIND $rows.products AS key
  MATCH (:Product {key: key})-[r:SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.batches AS key
  MATCH (:Batch {key: key})-[r:INSTANCE_OF|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.units AS key
  MATCH (:Unit {key: key})-[r:INSTANCE_OF|FROM_BATCH|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.enterprises AS key
  MATCH (:Enterprise {key: key})-[r:IN_REGION|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.warehouses AS key
  MATCH (:Warehouse {key: key})-[r:PART_OF|OPERATED_BY|IN_REGION|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.vehicles AS key
  MATCH (:Vehicle {key: key})-[r:OPERATED_BY|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.permits AS key
  MATCH (:Permit {key: key})-[r:SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $rows.regions AS key
  MATCH (:Region {key: key})-[r:PART_OF|SAME_AS]->()
  DELETE r
}
