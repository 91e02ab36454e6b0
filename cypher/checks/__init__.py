"""Reads that compare what is there with what was written."""
