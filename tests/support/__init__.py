"""Engines, reference, simulator and chains that tests share."""
