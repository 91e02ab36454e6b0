"""Unit tests of graph_api/rules."""
