"""The situation report: counts over a window, the report's values, and its fields for machines."""
