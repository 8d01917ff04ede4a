"""Which incidents a list shows: what the filters of the command line ask for."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pilkada_cli.posko.incidents.incident import Incident
from pilkada_cli.posko.log.kinds import NATIONAL
from pilkada_cli.posko.log.moments import write_moment
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.post import code_of


class Wanted(NamedTuple):
    """Which incidents a list shows: the values of which they must have one, and since when something was recorded."""

    values: dict[str, frozenset[str]]
    since: str | None

    @classmethod
    def of(cls, operator: Operator, fields: Mapping[str, Sequence[str] | None], since: str | None = None) -> "Wanted":
        """The filter for the texts of the options, None or nothing where not given; several of one option add up."""
        words, registry = operator.words, operator.election.registry
        # What a list looks for need not be there: an agency nobody has recorded is no mistake to be told of.
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
        """Whether the list shows the incident; a province stands for the regions within it."""
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
