"""The situation report: its window, the counts over it, its values, and its fields for the machine formats."""
