"""The GraphQL face: shapes, resolvers, limits, failures. No rules of tracing here."""
