"""The window of a situation report, a half-open interval: what lies at its end belongs to the next report."""

from typing import NamedTuple


class Window(NamedTuple):
    """A half-open span of time, in milliseconds since 1970: from `start` on, and before `end`."""

    start: int
    end: int

    def holds(self, moment: int) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    def counts_as_new(self, occurred: int, recorded: int) -> bool:
        """Whether the report before this one could not have an incident; moments are milliseconds since 1970.

        What was recorded by the end of the window is new when it was recorded in it, whenever it had happened; what
        was recorded later, as in a replay, is new when it happened in it.
        """
        return (recorded if recorded < self.end else min(occurred, recorded)) >= self.start
