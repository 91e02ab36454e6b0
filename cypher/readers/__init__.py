"""One typed async method per read query: rows become records."""
