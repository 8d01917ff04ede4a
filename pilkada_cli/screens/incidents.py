"""The list of a post's incidents on a screen: grouped by status, the gravest and oldest first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pilkada_cli.language import _, spell_clock, spell_number
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.headings import heading
from pilkada_cli.output.lines import Line, Role, Span, apart, folded, rule
from pilkada_cli.output.table import Row
from pilkada_cli.posko.words import Words
from pilkada_cli.printable import visible
from pilkada_cli.screens.times import age, moment, title

#: The signs of the severities, the gravest first; further severities have the last sign.
SIGNS: tuple[tuple[str, Role], ...] = (("●", "bad"), ("▲", "near"), ("■", "plain"), ("·", "quiet"))
#: How many rows are shown without --all: what fits a screen of 24 lines with its headings.
ROWS = 14
#: An incident that was recorded within this time is counted as new.
NEW = timedelta(hours=1)
NOTHING = "—"


def sign(place: int) -> tuple[str, Role]:
    """The sign and role of the severity at this place, counted from the gravest."""
    return SIGNS[min(place, len(SIGNS) - 1)]


class Shown(NamedTuple):
    """What a list of incidents shows: its rows, the name of the post, and the moment.

    `name_of` gives the short name of a region's code; `everything` shows closed incidents as well, and all rows.
    """

    rows: Sequence[Row]
    words: Words
    post: str
    now: datetime
    zone: str
    name_of: Callable[[str], str]
    everything: bool = False


def incident_list(shown: Shown, columns: int) -> list[Line]:
    """The open incidents by status, at most ROWS of them, or all; the foot says how many more there are."""
    counted = [row for row in shown.rows if not _is_out(row)]
    unsettled = [row for row in counted if shown.words.is_open(row["status"])]
    counts = _("{open} open, {done} done").format(
        open=spell_number(len(unsettled)), done=spell_number(len(counted) - len(unsettled))
    )
    what = _("Post {name} · {counts}").format(name=visible(shown.post), counts=counts)
    lines = title(what, moment(shown.now, shown.zone), columns, _summary(unsettled, shown, columns))
    if not shown.rows:
        return [*lines, *folded([Span(_("No incident is recorded here that fits."))], columns), *_empty(columns)]
    rows = shown.rows if shown.everything else unsettled
    if not rows:
        return [
            *lines,
            *folded([Span(_("Nothing is open."), "good")], columns),
            *_foot(shown, shown.rows[0]["call_sign"], [], columns),
        ]
    groups = list(_groups(rows, shown))
    table = (
        Column("severity", ""),
        Column("call_sign", heading("call_sign").upper(), "key"),
        Column("age_hours", _("Age").upper(), "number"),
        Column("title", _("Incident").upper(), "text"),
        Column("region", heading("region").upper(), rank=2, most=14),
        Column("owner", _("Has it").upper(), rank=1, most=10),
    )
    lines += fitted(table, groups, columns, fill=True)
    left = len(rows) - sum(len(group.rows) for group in groups)
    more = [Span(_("{count} more").format(count=spell_number(left)), "quiet")] if left else []
    return [*lines, *_foot(shown, _first(groups), more, columns)]


def _summary(rows: Sequence[Row], shown: Shown, columns: int) -> list[Line]:
    """How many are open of each severity, the gravest first, and how many are new."""
    counts = Counter(row["severity"] for row in rows)
    left: list[Span] = []
    for place, own in enumerate(_gravest_first(shown.words)):
        mark, role = sign(place)
        name = shown.words.name("severities", own).spoken.casefold()
        text = f"{mark} {spell_number(counts[own])} {visible(name)}"
        left += [Span(text, role if counts[own] else "quiet"), Span("   ")]
    since = shown.now - NEW
    new = sum(row["recorded"] > since for row in rows)
    said = _("{count} new since {time}").format(count=spell_number(new), time=spell_clock(since))
    return apart(left, [Span(said)], columns)


def _gravest_first(words: Words) -> list[str]:
    return list(reversed(words.severities))


def _groups(rows: Sequence[Row], shown: Shown) -> Iterable[Group]:
    """A group for each status in the order of the data; together they have at most ROWS rows, unless all are shown."""
    order = _gravest_first(shown.words)
    known = list(shown.words.statuses)
    statuses = [*known, *sorted({row["status"] for row in rows} - set(known))]
    room = len(rows) if shown.everything else ROWS
    for status in statuses:
        own = [row for row in rows if row["status"] == status and not _is_out(row)]
        if not own:
            continue
        own.sort(key=lambda row: (order.index(row["severity"]) if row["severity"] in order else 0, row["occurred"]))
        name = visible(shown.words.name("statuses", status).spoken.partition(" (")[0]).upper()
        head = [Span(f"{name} ({spell_number(len(own))})", "strong"), Span(_aside(status, shown.words), "quiet")]
        yield Group(tuple(head), [_row(row, shown, order) for row in own[: max(room, 0)]])
        room -= len(own)
    if out := [row for row in rows if _is_out(row)]:
        name = _("Taken back or joined").upper()
        yield Group((Span(f"{name} ({spell_number(len(out))})", "quiet"),), [_row(row, shown, order) for row in out])


def _is_out(row: Row) -> bool:
    """Whether a row is left out of all counts: it was taken back, or joined to another."""
    return bool(row["retracted"] or row["duplicate_of"])


def _first(groups: Sequence[Group]) -> str:
    """The call sign of the first incident in the list."""
    cell = groups[0].rows[0][1]
    return cell.text if isinstance(cell, Span) else cell


def _aside(status: str, words: Words) -> str:
    """A remark on a status behind its heading, or an empty text."""
    if status == words.first:
        return " — " + _("nobody has it yet")
    return " — " + _("the post takes no reports of violations") if status == words.referred else ""


def _row(row: Row, shown: Shown, order: Sequence[str]) -> list[Span]:
    place = order.index(row["severity"]) if row["severity"] in order else 0
    mark, role = sign(place)
    owner = NOTHING if row["owner"] is None else shown.words.name("agencies", row["owner"]).spoken
    marks = [_("[in conflict]")] if row["conflict"] else []
    marks += [_("[taken back]")] if row["retracted"] else [_("[joined]")] if row["duplicate_of"] else []
    text = " ".join([visible(row["title"]), *marks])
    return [
        Span(mark, role),
        Span(row["call_sign"], "strong" if place < 2 else "plain"),
        Span(age(row["age_hours"])),
        Span(text, role if place == 0 else "plain"),
        Span(visible(shown.name_of(row["region"]))),
        Span(visible(owner), "quiet" if row["owner"] is None else "plain"),
    ]


def _empty(columns: int) -> list[Line]:
    commands = ("pilkada posko report TITLE --category LOG", "pilkada posko words --kind category")
    return [rule(columns), *(row for one in commands for row in folded([Span(one, "command")], columns))]


def _foot(shown: Shown, first: str, more: Sequence[Span], columns: int) -> list[Line]:
    all_rows = [*more, *([Span("   ")] if more else []), Span(_("all: --all"), "quiet")] if not shown.everything else []
    return [rule(columns), *apart([Span(f"pilkada posko show {first}", "command")], all_rows, columns)]
