"""Output: tables in each format, documents, the terminal, and writing several files together."""
