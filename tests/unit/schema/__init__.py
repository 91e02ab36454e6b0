"""Tests of the GraphQL face without HTTP."""
