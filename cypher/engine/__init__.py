"""The embedded engine's life: start, join, stop, lock."""
