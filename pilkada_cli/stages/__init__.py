"""What happens when: the stages of an election, countdowns, each region's own calendar, and checklists."""
