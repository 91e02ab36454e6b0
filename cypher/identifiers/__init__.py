"""One spelling for each code of an item, place, party or permit; shared by both streets (ADR 0002)."""
