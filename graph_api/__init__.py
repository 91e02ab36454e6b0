"""Questions: HTTP, GraphQL, services and the pure rules of tracing. Reads only."""
