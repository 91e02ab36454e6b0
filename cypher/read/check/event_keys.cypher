// mode: read
// params:
// returns: keys
// The keys of all events that can be found.
MATCH (e:Event)
RETURN collect(e.key) AS keys
