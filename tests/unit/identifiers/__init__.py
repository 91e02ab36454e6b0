"""Unit tests; the path mirrors the source."""
