"""The joint command post (posko bersama): its append-only log, and everything that is read from it."""
