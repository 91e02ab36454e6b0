// mode: read
// params: items, knownAt, asOf, limit
// returns: keys
// Holdings that lay inside these containers, at any time up to the view's.
UNWIND $items.all AS item
MATCH (:Holding {item: item})<-[s:INSIDE]-(h:Holding)
WHERE s.since <= $knownAt AND $knownAt < s.until AND s.startEarliest <= $asOf
WITH DISTINCT h.key AS key
ORDER BY key
LIMIT $limit
RETURN collect(key) AS keys
