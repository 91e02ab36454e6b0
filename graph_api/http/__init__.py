"""The HTTP edge: the GraphQL endpoint, middleware and health."""
