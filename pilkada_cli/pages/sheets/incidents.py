"""A post's incidents on paper: grouped by status, the gravest and oldest first, with room for notes by hand."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from pilkada_cli.language import _, spell_clock, spell_number, spell_short
from pilkada_cli.output.headings import heading
from pilkada_cli.output.paper import Cell, Column, Group, Part, Sheet
from pilkada_cli.output.table import Row
from pilkada_cli.pages.sheets.heads import head_of
from pilkada_cli.posko.words import Words
from pilkada_cli.screens.incidents import sign
from pilkada_cli.stages.schedule import Schedule

NOTHING = "—"


class Printed(NamedTuple):
    """What a printed list of incidents shows: its rows, the name of the post, and the moment in the post's zone.

    `name_of` gives the short name of a region's code; `everything` prints also what is done, taken back or joined.
    """

    rows: Sequence[Row]
    words: Words
    schedule: Schedule
    post: str
    now: datetime
    zone: str
    name_of: Callable[[str], str]
    everything: bool = False

    def is_open(self, row: Row) -> bool:
        """Whether somebody still has to do something about it."""
        return self.words.is_open(row["status"]) and not _is_out(row)

    def gravity(self, row: Row) -> int:
        """0 for the gravest severity, and for one that nobody knows, as it may be grave."""
        order = list(reversed(self.words.severities))
        return order.index(row["severity"]) if row["severity"] in order else 0


def incidents_sheet(printed: Printed) -> Sheet:
    """The open incidents, or all, by status; the lines at the head count them, and say what is not printed."""
    counted = [row for row in printed.rows if not _is_out(row)]
    unsettled = [row for row in counted if printed.is_open(row)]
    rows = printed.rows if printed.everything else unsettled
    told = _("{open} open, {done} done").format(
        open=spell_number(len(unsettled)), done=spell_number(len(counted) - len(unsettled))
    )
    lines = [told, *_severities(unsettled, printed)]
    if left := len(printed.rows) - len(rows):
        lines.append(_("{count} more that are done or taken back: --all").format(count=spell_number(left)))
    nothing = _("Nothing is open.") if printed.rows else _("No incident is recorded here that fits.")
    part = Part(columns=_columns(), groups=list(_groups(rows, printed))) if rows else Part(lines=[nothing])
    head = head_of(_("Incidents"), printed.post, printed.now, printed.zone, printed.schedule)
    return Sheet(head, [part], lines, wide=True)


def _columns() -> list[Column]:
    return [
        Column(_("Done"), "box"), Column(heading("severity"), "tag"), Column(heading("call_sign"), "key"),
        Column(heading("occurred"), "tag"), Column(_("Incident")), Column(heading("region"), "tag"),
        Column(_("Has it"), "tag"), Column(heading("note"), "blank"),
    ]  # fmt: skip


def _severities(rows: Sequence[Row], printed: Printed) -> list[str]:
    """How many are open of each severity, the gravest first."""
    counts = Counter(row["severity"] for row in rows)
    names = [(own, printed.words.name("severities", own).spoken) for own in reversed(printed.words.severities)]
    told = [f"{sign(place)[0]}\xa0{name}: {spell_number(counts[own])}" for place, (own, name) in enumerate(names)]
    return ["; ".join(told)] if rows else []


def _groups(rows: Sequence[Row], printed: Printed) -> Iterator[Group]:
    """A group for each status in the order of the data, then what was taken back or joined."""
    words = printed.words
    known = list(words.statuses)
    for status in (*known, *sorted({row["status"] for row in rows} - set(known))):
        own = [row for row in rows if row["status"] == status and not _is_out(row)]
        name = words.name("statuses", status).spoken
        aside = {words.first: _("nobody has it yet"), words.referred: _("the post takes no reports of violations")}
        yield from _group(own, name, aside.get(status, ""), printed)
    yield from _group([row for row in rows if _is_out(row)], _("Taken back or joined"), "", printed)


def _group(rows: list[Row], name: str, aside: str, printed: Printed) -> Iterator[Group]:
    rows.sort(key=lambda row: (printed.gravity(row), row["occurred"]))
    told = f"{name} ({spell_number(len(rows))})" + (f" — {aside}" if aside else "")
    if rows:
        yield Group([_row(row, printed) for row in rows], [Cell(told)])


def _is_out(row: Row) -> bool:
    return bool(row["retracted"] or row["duplicate_of"])


def _row(row: Row, printed: Printed) -> list[Cell]:
    place = printed.gravity(row)
    severity = printed.words.name("severities", row["severity"]).spoken
    owner = NOTHING if row["owner"] is None else printed.words.name("agencies", row["owner"]).spoken
    marks = [_("[in conflict]")] if row["conflict"] else []
    marks += [_("[taken back]")] if row["retracted"] else [_("[joined]")] if row["duplicate_of"] else []
    category = f"{row['category']} {printed.words.name('categories', row['category']).spoken}"
    return [
        Cell(ticked=not printed.is_open(row)),
        Cell(f"{sign(place)[0]}\xa0{severity}", strong=place == 0),
        Cell(row["call_sign"], strong=place < 2),
        Cell(_moment(row["occurred"], printed.now.date())),
        Cell(
            " ".join([row["title"], *marks]), [category, *([row["place"]] if row["place"] else [])], strong=place == 0
        ),
        Cell(printed.name_of(row["region"])),
        Cell(owner),
        Cell(),
    ]


def _moment(moment: datetime, today: date) -> str:
    return f"{spell_short(moment.date(), year=moment.year != today.year)} {spell_clock(moment)}"
