"""Unit tests of graph_api/services."""
