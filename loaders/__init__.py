"""Data: sources, formats, validation, the ledger and the loading pipeline. Writes only."""
