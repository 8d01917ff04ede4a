"""What went wrong: an incident and how it stands, reporting and updating it, and importing many."""
