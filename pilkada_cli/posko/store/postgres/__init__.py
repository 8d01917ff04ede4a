"""The store on a server of PostgreSQL: its driver and schema, its roles, and the functions by which it is the guard."""
