"""The commands, one thin module a group: parse, ask the core, hand a table to the session."""
