"""How an answer leaves the program: a table in each format, documents, the terminal, several files as one."""
