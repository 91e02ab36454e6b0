// mode: read
// params: keys
// returns: keys
// Which of these trace points are gone, or have lost links that were written to them: damage, in any view.
UNWIND $keys.all AS k
OPTIONAL MATCH (n:TracePoint {key: k})
OPTIONAL MATCH (n)-[r:CUSTODY|INPUT|OUTPUT|LINE|INSIDE|KEPT_BY|OWNED_BY|RECORDED_BY|CONCERNS]-(far)
WITH k, n, sum(CASE WHEN far.key IS NOT NULL AND coalesce(r.since, far.since) IS NOT NULL THEN 1 ELSE 0 END) AS found
WHERE n IS NULL OR n.ties IS NULL OR found < n.ties
RETURN collect(k) AS keys
