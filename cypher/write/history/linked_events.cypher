// mode: read
// params: rows
// returns: keys
// Keys of stored events that name these items or share these identifiers.
CALL () {
  UNWIND $rows.items AS key
  MATCH (:Batch {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS batches
}
CALL () {
  UNWIND $rows.items AS key
  MATCH (:Unit {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS units
}
CALL () {
  UNWIND $rows.items AS key
  MATCH (:Product {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS products
}
CALL () {
  UNWIND $rows.items AS key
  MATCH (:Vehicle {key: key})<-[:MENTIONS]-(e:Event)
  RETURN collect(DISTINCT e.key) AS vehicles
}
CALL () {
  UNWIND $rows.eventIds AS value
  MATCH (e:Event {eventId: value})
  RETURN collect(DISTINCT e.key) AS eventIds
}
CALL () {
  UNWIND $rows.contentHashes AS value
  MATCH (e:Event {contentHash: value})
  RETURN collect(DISTINCT e.key) AS contentHashes
}
CALL () {
  UNWIND $rows.transformationIds AS value
  MATCH (e:Event {transformationId: value})
  RETURN collect(DISTINCT e.key) AS transformationIds
}
RETURN batches + units + products + vehicles + eventIds + contentHashes + transformationIds AS keys
