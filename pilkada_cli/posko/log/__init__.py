"""The append-only log: entries with hash chains, writing and reading them, merging files, and verifying the log."""
