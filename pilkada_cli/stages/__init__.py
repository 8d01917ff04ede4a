"""The stages of an election: the calendar, countdowns, each region's own calendar, and checklists."""
