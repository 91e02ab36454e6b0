"""One spelling for each item, place and party."""
