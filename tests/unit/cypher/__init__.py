"""Tests of the bottom package that need no engine."""
