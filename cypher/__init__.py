"""All that knows Cypher or Bolt: connection, catalogue, engine, records, readers, writers."""
