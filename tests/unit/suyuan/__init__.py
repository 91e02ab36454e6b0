"""Unit tests of the face."""
