"""One typed async method per write query, and the reads that a writing transaction needs."""
