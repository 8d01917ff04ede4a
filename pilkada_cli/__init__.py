"""Who votes, when, what is due and what goes wrong: Indonesia's regional elections."""

__version__ = "0.1.0"
