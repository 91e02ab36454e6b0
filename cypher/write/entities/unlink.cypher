// mode: write
// params: products, batches, units, enterprises, warehouses, vehicles, permits, regions
// returns: 
// Takes away the links that entities' master data gave them, before the new ones are set.
CALL () {
  UNWIND $products AS key
  MATCH (:Product {key: key})-[r:SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $batches AS key
  MATCH (:Batch {key: key})-[r:INSTANCE_OF|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $units AS key
  MATCH (:Unit {key: key})-[r:INSTANCE_OF|FROM_BATCH|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $enterprises AS key
  MATCH (:Enterprise {key: key})-[r:IN_REGION|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $warehouses AS key
  MATCH (:Warehouse {key: key})-[r:PART_OF|OPERATED_BY|IN_REGION|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $vehicles AS key
  MATCH (:Vehicle {key: key})-[r:OPERATED_BY|SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $permits AS key
  MATCH (:Permit {key: key})-[r:SAME_AS]->()
  DELETE r
}
CALL () {
  UNWIND $regions AS key
  MATCH (:Region {key: key})-[r:PART_OF|SAME_AS]->()
  DELETE r
}
