"""What calls cost, beside what else one would take: whole processes, side by side, in one run."""
