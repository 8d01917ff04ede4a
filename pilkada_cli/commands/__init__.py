"""The commands, one thin module per group: each parses its options, asks the core, and gives the session a table."""
