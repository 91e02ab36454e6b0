"""Readers of recorded formats: what a file claimed, with its position."""
