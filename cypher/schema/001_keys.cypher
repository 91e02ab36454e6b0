// mode: schema
// params:
// returns:
// One unique key a label (docs/graph-model.md); uniqueness is the only constraint Neo4j Community has.
CREATE CONSTRAINT event_key IF NOT EXISTS FOR (n:Event) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT master_data_key IF NOT EXISTS FOR (n:MasterData) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT quarantine_key IF NOT EXISTS FOR (n:Quarantine) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT refused_name_key IF NOT EXISTS FOR (n:RefusedName) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT source_key IF NOT EXISTS FOR (n:Source) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT product_key IF NOT EXISTS FOR (n:Product) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT batch_key IF NOT EXISTS FOR (n:Batch) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT unit_key IF NOT EXISTS FOR (n:Unit) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT enterprise_key IF NOT EXISTS FOR (n:Enterprise) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT warehouse_key IF NOT EXISTS FOR (n:Warehouse) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT vehicle_key IF NOT EXISTS FOR (n:Vehicle) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT permit_key IF NOT EXISTS FOR (n:Permit) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT region_key IF NOT EXISTS FOR (n:Region) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT code_key IF NOT EXISTS FOR (n:Code) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT trace_point_key IF NOT EXISTS FOR (n:TracePoint) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT gap_id IF NOT EXISTS FOR (n:Gap) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT suyuan_name IF NOT EXISTS FOR (n:Suyuan) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT counter_name IF NOT EXISTS FOR (n:Counter) REQUIRE n.name IS UNIQUE;
