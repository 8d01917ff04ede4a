"""Contests: the election of one office in one region on one day, with an id that can be read and taken apart."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pilkada_cli.regions.elections import Elections, Status
from pilkada_cli.regions.region import OFFICES, Kind, Region
from pilkada_cli.regions.registry import Registry
from pilkada_cli.stages.regional import Regional

#: What kind of vote: the first, a second round, one held again by order of the court, or the whole election anew.
ContestKind = Literal["regular", "runoff", "revote", "repeat"]
#: The short names of offices in the ids of contests.
SHORT: dict[Kind, str] = {"provinsi": "gub", "kabupaten": "bup", "kota": "wal"}
#: The step of a region's own calendar that is the vote of an election held anew, with new candidates.
ANEW = "pemilihan-ulang"
_ID = re.compile(r"pilkada\.(gub|bup|wal)\.(\d\d)(\d\d)?\.(\d{4}-\d\d-\d\d)", re.ASCII)


class Contest(NamedTuple):
    """One contest; `election` is the id of the simultaneous election to which it belongs."""

    id: str
    election: str
    region: Region
    day: date
    kind: ContestKind
    status: Status
    basis: str

    @property
    def office(self) -> str:
        """The office that is elected: gubernur, bupati or wali kota."""
        return OFFICES[self.region.kind]


def contest_id(region: Region, day: date) -> str:
    """The id of the contest of a region on a day, such as `pilkada.bup.1901.2024-11-27`."""
    return f"pilkada.{SHORT[region.kind]}.{region.code.replace('.', '')}.{day.isoformat()}"


def read_contest_id(text: str) -> tuple[str, date] | None:
    """The region's code and the day of a contest's id; None for what is none."""
    found = _ID.fullmatch(text.strip())
    if found is None or (found[1] == "gub") != (found[3] is None):
        return None
    try:
        return (found[2] if found[3] is None else f"{found[2]}.{found[3]}"), date.fromisoformat(found[4])
    except ValueError:
        return None


def contests(elections: Elections, registry: Registry, regional: Regional, voting: str) -> list[Contest]:
    """All contests in the order of their days, then of regions; `voting` is the id of the national stage of voting."""
    found = [*_before(elections, registry), *_here(elections, registry, regional, voting)]
    return sorted(found, key=lambda one: (one.day, one.region.code))


def _before(elections: Elections, registry: Registry) -> Iterator[Contest]:
    for one in elections.took_part:
        if one.code in registry:
            region, basis = registry[one.code], elections.rounds[one.election].basis
            yield Contest(contest_id(region, one.day), one.election, region, one.day, "regular", one.status, basis)
            if one.runoff is not None:
                own = contest_id(region, one.runoff)
                yield Contest(own, one.election, region, one.runoff, "runoff", one.status, basis)


def _here(elections: Elections, registry: Registry, regional: Regional, voting: str) -> Iterator[Contest]:
    """The contests of the election that the data are of, and what was held again of it in single regions."""
    for election in elections.rounds.values():
        if not election.here or election.day is None:
            continue
        for region in registry:
            if region.electing:
                own = contest_id(region, election.day)
                yield Contest(own, election.id, region, election.day, "regular", election.status, election.basis)
        for code, stage in regional:
            if code in registry and stage.start is not None and stage.repeats == voting:
                kind: ContestKind = "repeat" if stage.id == ANEW else "revote"
                region = registry[code]
                status: Status = "final" if stage.status == "final" else "tentative"
                own = contest_id(region, stage.start)
                yield Contest(own, election.id, region, stage.start, kind, status, stage.basis)
