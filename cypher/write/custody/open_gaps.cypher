// mode: write
// params: rows, now, forever
// returns: n
// Opens gaps.
UNWIND $rows.all AS row
CREATE (g:Gap {
  id: row.id,
  key: row.key,
  kind: row.kind,
  severity: row.severity,
  item: row.item,
  amount: row.amount,
  unit: row.unit,
  earliest: row.earliest,
  latest: row.latest,
  places: row.places,
  since: $now,
  until: $forever
})
RETURN count(*) AS n
