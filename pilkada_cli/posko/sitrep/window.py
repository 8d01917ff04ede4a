"""The window of a situation report, a half-open interval: what is received at its end belongs to the next report."""

from typing import NamedTuple

from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.moments import Before, milliseconds
from pilkada_cli.posko.store.lists import Basis


class Window(NamedTuple):
    """The half-open interval [start, end), in milliseconds since 1970.

    An entry is in it by when this store received it, or with the basis `recorded` by when it was recorded. With the
    first, a report does not depend on when it is made; with the second, not on the store in which it is made.
    """

    start: int
    end: int
    basis: Basis = "received"

    @property
    def before(self) -> Before:
        """The limit for the entries that count at the end of the window."""
        return Before(self.end, self.basis)

    def holds(self, moment: int) -> bool:
        """Whether a moment, in milliseconds since 1970, is in the window."""
        return self.start <= moment < self.end

    def is_new(self, incident: Incident) -> bool:
        """Whether an incident that counts before the end was received (or by the basis, recorded) in the window."""
        if self.basis == "recorded" or incident.received is None:
            return milliseconds(incident.recorded) >= self.start
        return incident.received >= self.start

    def is_late(self, incident: Incident) -> bool:
        """Whether an incident is new in the window but was recorded before it, because it came by a merge."""
        return self.is_new(incident) and milliseconds(incident.recorded) < self.start
