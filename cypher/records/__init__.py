"""Frozen records that cross a boundary; no behaviour beyond naming what was recorded or derived."""
