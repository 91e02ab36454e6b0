// mode: schema
// params:
// returns:
// What is looked up or ranged over besides keys; nodes only, the embedded engine uses no index on edges.
CREATE INDEX event_event_id IF NOT EXISTS FOR (n:Event) ON (n.eventId);
CREATE INDEX event_content_hash IF NOT EXISTS FOR (n:Event) ON (n.contentHash);
CREATE INDEX event_transformation_id IF NOT EXISTS FOR (n:Event) ON (n.transformationId);
CREATE INDEX event_record_time IF NOT EXISTS FOR (n:Event) ON (n.recordTime);
CREATE INDEX trace_point_changed IF NOT EXISTS FOR (n:TracePoint) ON (n.changed);
CREATE INDEX gap_key IF NOT EXISTS FOR (n:Gap) ON (n.key);
CREATE INDEX holding_item IF NOT EXISTS FOR (n:Holding) ON (n.item);
CREATE INDEX holding_place IF NOT EXISTS FOR (n:Holding) ON (n.place);
CREATE INDEX quarantine_fingerprint IF NOT EXISTS FOR (n:Quarantine) ON (n.fingerprint);
CREATE INDEX quarantine_event_id IF NOT EXISTS FOR (n:Quarantine) ON (n.eventId);
CREATE INDEX refused_name_product IF NOT EXISTS FOR (n:RefusedName) ON (n.product);
CREATE INDEX quarantine_state IF NOT EXISTS FOR (n:Quarantine) ON (n.state);
