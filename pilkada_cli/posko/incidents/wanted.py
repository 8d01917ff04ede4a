"""The filter of a list of incidents, made from the options of the command line."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.kinds import NATIONAL
from pilkada_cli.posko.log.moments import write_moment
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.post import code_of


class Wanted(NamedTuple):
    """A filter of incidents: for each field the values of which it must have one, and since when it was updated.

    `since` is a moment as the log writes it, or None.
    """

    values: dict[str, frozenset[str]]
    since: str | None

    @classmethod
    def of(cls, operator: Operator, fields: Mapping[str, Sequence[str] | None], since: str | None = None) -> "Wanted":
        """The filter for the texts of the options; several values of one option are alternatives.

        Raises UnknownWord, UnknownRegion or AmbiguousRegion, and BadPostMoment for `since`.
        """
        words, registry = operator.words, operator.election.registry
        # An agency that nobody has recorded is no mistake in a filter, so no note is made of it.
        read: dict[str, Callable[[str], str]] = {
            "status": words.status,
            "severity": words.severity,
            "category": words.category,
            "region": lambda text: code_of(registry, text),
            "agency": operator.agencies.resolve,
            "owner": operator.agencies.resolve,
        }
        values = {name: frozenset(map(read[name], texts)) for name in read if (texts := fields.get(name))}
        return cls(values, None if since is None else write_moment(operator.since(since)))

    def fits(self, incident: Incident) -> bool:
        """Whether the incident passes the filter; a province stands for itself and all regions in it."""
        if self.since is not None and incident.updated < self.since:
            return False
        return all(
            getattr(incident, name) in wanted
            or (
                name == "region"
                and any(value == NATIONAL or incident.region.startswith(f"{value}.") for value in wanted)
            )
            for name, wanted in self.values.items()
        )
