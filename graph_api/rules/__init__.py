"""What counts as reached, and how sure: pure, no I/O, never async."""
