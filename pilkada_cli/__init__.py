"""Command-line tool for Indonesia's 2024 regional elections: who votes, when, what is due and what goes wrong."""

__version__ = "0.1.0"
