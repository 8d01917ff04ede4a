"""Incidents: their present state, reporting and updating them, importing many, and the filters of lists."""
