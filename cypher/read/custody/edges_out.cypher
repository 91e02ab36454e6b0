// mode: read
// params: keys, knownAt, asOf, limit
// returns: key, source, target, kind, earliest, latest, certainty, quantity, unit, gap, event
// Edges that leave a whole frontier, as columns, in no order; absent text is empty.
UNWIND $keys.all AS k
MATCH (n:TracePoint {key: k})-[e:CUSTODY|INPUT|OUTPUT]->(m:TracePoint)
WHERE e.since <= $knownAt AND $knownAt < e.until AND e.earliest <= $asOf
WITH k, m.key AS far, e
LIMIT $limit
RETURN
  collect(e.key) AS key,
  collect(k) AS source,
  collect(far) AS target,
  collect(type(e)) AS kind,
  collect(e.earliest) AS earliest,
  collect(e.latest) AS latest,
  collect(e.certainty) AS certainty,
  collect(coalesce(e.quantity, '')) AS quantity,
  collect(coalesce(e.unit, '')) AS unit,
  collect(coalesce(e.gap, '')) AS gap,
  collect(e.event) AS event
