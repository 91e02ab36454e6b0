"""Typed functions of about three lines: take input, call the service, convert."""
