// mode: write
// params: rows, now, forever
// returns: n
// Opens positions that were never there before.
UNWIND $rows.all AS row
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
  changed: $now
})
RETURN count(*) AS n
