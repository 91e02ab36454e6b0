"""GraphQL shapes and how they are made from records."""
