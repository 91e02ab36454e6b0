// mode: write
// params: rows, now, forever
// returns: n
// Opens positions that were never there before, under the item that each holds: an item is looked up once.
CALL () {
  UNWIND $rows.batches AS item
  MATCH (i:Batch {key: item.key})
  UNWIND item.holdings AS row
  CREATE (h:Holding:TracePoint {
    key: row.key,
    item: row.item,
    itemKind: row.itemKind,
    kind: row.kind,
    place: row.place,
    placeKind: row.placeKind,
    status: row.status,
    openedEarliest: row.openedEarliest,
    openedLatest: row.openedLatest,
    endedEarliest: row.endedEarliest,
    endedLatest: row.endedLatest,
    received: row.received,
    balance: row.balance,
    unit: row.unit,
    since: $now,
    until: $forever,
    changed: $now,
    ties: row.ties
  })-[:OF]->(i)
  RETURN count(*) AS batches
}
CALL () {
  UNWIND $rows.units AS item
  MATCH (i:Unit {key: item.key})
  UNWIND item.holdings AS row
  CREATE (h:Holding:TracePoint {
    key: row.key,
    item: row.item,
    itemKind: row.itemKind,
    kind: row.kind,
    place: row.place,
    placeKind: row.placeKind,
    status: row.status,
    openedEarliest: row.openedEarliest,
    openedLatest: row.openedLatest,
    endedEarliest: row.endedEarliest,
    endedLatest: row.endedLatest,
    received: row.received,
    balance: row.balance,
    unit: row.unit,
    since: $now,
    until: $forever,
    changed: $now,
    ties: row.ties
  })-[:OF]->(i)
  RETURN count(*) AS units
}
CALL () {
  UNWIND $rows.products AS item
  MATCH (i:Product {key: item.key})
  UNWIND item.holdings AS row
  CREATE (h:Holding:TracePoint {
    key: row.key,
    item: row.item,
    itemKind: row.itemKind,
    kind: row.kind,
    place: row.place,
    placeKind: row.placeKind,
    status: row.status,
    openedEarliest: row.openedEarliest,
    openedLatest: row.openedLatest,
    endedEarliest: row.endedEarliest,
    endedLatest: row.endedLatest,
    received: row.received,
    balance: row.balance,
    unit: row.unit,
    since: $now,
    until: $forever,
    changed: $now,
    ties: row.ties
  })-[:OF]->(i)
  RETURN count(*) AS products
}
CALL () {
  UNWIND $rows.vehicles AS item
  MATCH (i:Vehicle {key: item.key})
  UNWIND item.holdings AS row
  CREATE (h:Holding:TracePoint {
    key: row.key,
    item: row.item,
    itemKind: row.itemKind,
    kind: row.kind,
    place: row.place,
    placeKind: row.placeKind,
    status: row.status,
    openedEarliest: row.openedEarliest,
    openedLatest: row.openedLatest,
    endedEarliest: row.endedEarliest,
    endedLatest: row.endedLatest,
    received: row.received,
    balance: row.balance,
    unit: row.unit,
    since: $now,
    until: $forever,
    changed: $now,
    ties: row.ties
  })-[:OF]->(i)
  RETURN count(*) AS vehicles
}
RETURN batches + units + products + vehicles AS n
