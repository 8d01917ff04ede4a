"""The joint command post (posko bersama): one append-only log, and what is read from it."""
