"""Fuzzing of every parser: one table of targets, which `python -m fuzz` and tests/test_parsers.py both run."""
