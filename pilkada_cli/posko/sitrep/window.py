"""The window of a situation report, a half-open interval: what lies at its end belongs to the next report."""

from typing import NamedTuple

from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.store.lists import Basis


class Window(NamedTuple):
    """A half-open span of time, in milliseconds since 1970: from `start` on, and before `end`.

    What lies in it is decided by when this store received an entry, or with the basis `recorded` by when somebody
    recorded it: the first is the same whenever the report is drawn up, the second in whatever store it is.
    """

    start: int
    end: int
    basis: Basis = "received"

    @property
    def before(self) -> Before:
        """What counts at the end of the window."""
        return Before(self.end, self.basis)

    def holds(self, moment: int) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    def is_new(self, incident: Incident) -> bool:
        """Whether the report before this one could not have the incident."""
        if self.basis == "recorded" or incident.received is None:
            return milliseconds(incident.recorded) >= self.start
        return incident.received >= self.start

    def is_late(self, incident: Incident) -> bool:
        """Whether it was recorded before the window and is new in it: it came by a merge."""
        return self.is_new(incident) and milliseconds(incident.recorded) < self.start
