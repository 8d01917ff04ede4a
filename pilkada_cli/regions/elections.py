"""The simultaneous regional elections since 2015, and in which of them each region took part; from `elections.yaml`."""

from collections.abc import Collection
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
    """All elections in order, and who took part in those of which the other files are not.

    `unread` are the ids of elections and the codes of regions whose records do not follow the schema.
    """

    rounds: dict[str, RoundOfVotes]
    took_part: list[TookPart]
    unread: frozenset[str] = frozenset()


def load_elections(files: DataFiles, problems: Problems = refuse) -> Elections:
    """The elections of the data files, none where they have no elections.yaml; what is wrong goes to `problems`.

    Of an election that cannot be read, nothing is said a second time at the regions that name it.
    """
    rounds: dict[str, RoundOfVotes] = {}
    took_part: list[TookPart] = []
    if not files.path("elections").exists():
        return Elections(rounds, took_part)
    root = open_record(files, "elections")
    unread: set[str] = set()
    for name, record in root.children("elections", problems):
        unread.add(name)
        with noting(problems):
            own = _round(name, record)
            record.finish()
            rounds[name] = own
    if isinstance(given := root.values["elections"], dict):
        unread |= set(given)
    unread -= rounds.keys()
    for code, record in root.children("regions", problems):
        unread.add(code)
        with noting(problems):
            took_part += _took_part(code, record, rounds, unread, problems)
            record.finish()
            unread.remove(code)
    with noting(problems):
        root.finish()
    return Elections(rounds, took_part, frozenset(unread))


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


def _took_part(
    code: str, record: Record, rounds: dict[str, RoundOfVotes], unread: Collection[str], problems: Problems
) -> list[TookPart]:
    names = record.texts("in")
    late, runoff = _days(record, "late", names), _days(record, "runoff", names)
    derived = _derived(record, names)
    found = []
    for name in names:
        own = rounds.get(name)
        if name in unread:
            continue
        if own is None or own.day is None:
            problems(record.wrong(_("there is no election '{name}' with a day").format(name=name), "in"))
            continue
        status: Status = "tentative" if name in derived else own.status
        found.append(TookPart(name, code, late.get(name, own.day), runoff.get(name), status))
    return found


def _days(record: Record, key: str, names: Collection[str]) -> dict[str, date]:
    """The region's own days under `late` or `runoff`, by election; each election must be among `names`."""
    if not record.has(key):
        return {}
    inner = record.inner(key)
    days = {name: inner.day(name) for name in names if inner.has(name)}
    inner.finish()
    return days


def _derived(record: Record, names: Collection[str]) -> Collection[str]:
    """The elections in which the region took part as it follows from totals; `yes` is the older form of naming all."""
    if not record.has("derived"):
        return ()
    if isinstance(record.values["derived"], str):
        return names if _says(record, "derived") else ()
    derived = record.texts("derived")
    for name in derived:
        if name not in names:
            raise record.wrong(_("'in' does not name the election '{name}'").format(name=name), "derived")
    return derived
