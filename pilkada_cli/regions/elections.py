"""The simultaneous regional elections since 2015, and in which of them each region took part; from `elections.yaml`."""

from datetime import date
from typing import Literal, NamedTuple, get_args

from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _

#: How sure it is that something is so: `tentative` for an election without a day, and for what follows from totals.
Status = Literal["final", "tentative"]
STATUSES: tuple[Status, ...] = get_args(Status)


class RoundOfVotes(NamedTuple):
    """One of the simultaneous elections; `day` is None where none is set, `regions` how many took part by the KPU.

    `here` says that the other data files are of this election: all regions that elect took part.
    """

    id: str
    name: Text
    day: date | None
    status: Status
    basis: str
    regions: int | None
    here: bool
    note: Text | None


class TookPart(NamedTuple):
    """That a region took part in an election; `day` is when it voted, `runoff` when it voted in a second round."""

    election: str
    code: str
    day: date
    runoff: date | None
    status: Status


class Elections(NamedTuple):
    """All elections in order, and who took part in those of which the other files are not."""

    rounds: dict[str, RoundOfVotes]
    took_part: list[TookPart]


def load_elections(files: DataFiles, problems: Problems = refuse) -> Elections:
    """The elections of the data files, none where they have no elections.yaml; what is wrong goes to `problems`."""
    rounds: dict[str, RoundOfVotes] = {}
    took_part: list[TookPart] = []
    if not files.path("elections").exists():
        return Elections(rounds, took_part)
    root = open_record(files, "elections")
    for name, record in root.children("elections", problems):
        with noting(problems):
            rounds[name] = _round(name, record)
            record.finish()
    for code, record in root.children("regions", problems):
        with noting(problems):
            took_part += _took_part(code, record, rounds)
            record.finish()
    with noting(problems):
        root.finish()
    return Elections(rounds, took_part)


def _round(name: str, record: Record) -> RoundOfVotes:
    return RoundOfVotes(
        id=name,
        name=record.both("name"),
        day=record.day("day") if record.has("day") else None,
        status=record.one_of("status", STATUSES),
        basis=record.text("basis"),
        regions=record.number("regions") if record.has("regions") else None,
        here=_says(record, "here"),
        note=record.both("note") if record.has("note") else None,
    )


def _says(record: Record, key: str) -> bool:
    return record.has(key) and record.one_of(key, ("yes", "no")) == "yes"


def _took_part(code: str, record: Record, rounds: dict[str, RoundOfVotes]) -> list[TookPart]:
    late = record.inner("late") if record.has("late") else None
    runoff = record.inner("runoff") if record.has("runoff") else None
    derived = _says(record, "derived")
    found = []
    for name in record.texts("in"):
        own = rounds.get(name)
        if own is None or own.day is None:
            raise record.wrong(_("there is no election '{name}' with a day").format(name=name), "in")
        day = late.day(name) if late and late.has(name) else own.day
        second = runoff.day(name) if runoff and runoff.has(name) else None
        found.append(TookPart(name, code, day, second, "tentative" if derived else "final"))
    for inner in (late, runoff):
        if inner is not None:
            inner.finish()
    return found
