"""The questions: fetch through ports, decide through rules."""
