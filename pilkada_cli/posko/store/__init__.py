"""The store of the log: its tables in SQLite or PostgreSQL, and all SQL of the program."""
