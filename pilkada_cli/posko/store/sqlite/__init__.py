"""The store in a file of SQLite: its driver and schema, the file, whole copies, and what is found in a broken one."""
