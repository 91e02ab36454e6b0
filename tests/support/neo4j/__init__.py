"""A real Neo4j Community server from its Maven artifacts, for the tests; kept outside the checkout."""
