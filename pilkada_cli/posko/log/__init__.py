"""The append-only log: entries with hash chains, written and read, merged from files, and verified."""
