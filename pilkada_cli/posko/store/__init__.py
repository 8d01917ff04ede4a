"""Where the log is kept: its tables in SQLite or PostgreSQL, and all SQL of the program."""
