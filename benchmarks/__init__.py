"""Measured comparisons, run by hand and by make bench."""
