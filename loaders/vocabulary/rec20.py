"""UN/ECE Recommendation 20 unit codes; a unit that is not among them is an error, never a guess."""

PIECES = frozenset({"H87", "EA", "C62", "PCE", "NIU"})
"""Codes that count pieces: stored as no unit, so that counted goods add up whatever the source wrote."""

CODES = frozenset(["KGM", "GRM", "TNE", "LTR", "MTR"])
