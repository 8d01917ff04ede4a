"""The lists of a post on a screen: overdue posts, roster, agenda, log, flaws of the log, and words."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pilkada_cli.language import _, ngettext, spell_clock, spell_number, spell_short
from pilkada_cli.output.fit import Column, Group, fitted
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Role, Span, apart, folded, line, rule
from pilkada_cli.output.people import told
from pilkada_cli.output.table import Row
from pilkada_cli.posko.log.signs import call_sign
from pilkada_cli.posko.words import Words
from pilkada_cli.printable import visible
from pilkada_cli.screens.incident import NAMED
from pilkada_cli.screens.times import age, moment, title

NOTHING = "—"
#: The states of the agenda in the order of their groups, each with the role of its heading.
STATES: tuple[tuple[str, Role], ...] = (("due", "bad"), ("planned", "strong"), ("done", "good"))
#: The kinds of words, in the order in which they are listed.
KINDS = ("category", "severity", "status", "agency", "task")
#: The keys of an entry's body that a screen leaves out.
UNTOLD = ("after", "clock", "usual", "appointment")
#: The length of an id (a UUID), in characters.
ID = 36


def overdue_list(rows: Sequence[Row], expected: int, now: datetime, zone: str, columns: int) -> list[Line]:
    """The posts that have not reported, those silent for longest first, with their last report."""
    if not rows:
        good = _("All {count} posts have reported.").format(count=expected)
        return folded([Span(good if expected else _("No post reports to this one."), "good")], columns)
    said = _("{count} of {all} posts have not reported").format(
        count=spell_number(len(rows)), all=spell_number(expected)
    )
    table = (
        Column("region", heading("code").upper(), "key"),
        Column("name", heading("region").upper(), "text"),
        Column("last_report", heading("last_report").upper(), rank=1),
        Column("hours", _("Silent for").upper(), "number"),
    )
    silent = sorted(rows, key=lambda row: (row["hours"] is not None, -(row["hours"] or 0), row["region"]))
    cells = [
        [
            Span(row["region"], "strong"),
            Span(visible(row["name"])),
            Span(_("never") if row["last_report"] is None else _short(row["last_report"])),
            Span(NOTHING if row["hours"] is None else age(row["hours"]), "bad"),
        ]
        for row in silent
    ]
    lines = [*title(said, moment(now, zone), columns), *fitted(table, [Group((), cells)], columns, fill=True)]
    return [*lines, rule(columns), *folded([Span(f"pilkada posko nil {silent[0]['region']}", "command")], columns)]


def _short(at: datetime) -> str:
    return f"{spell_short(at)} {spell_clock(at)}"


def roster(rows: Sequence[Row], columns: int) -> list[Line]:
    """Who is on duty: the agency, its shift and contact, and what it does on a line of its own."""
    if not rows:
        return folded([Span(_("Nobody is on the roster; begin with: pilkada posko members add AGENCY"))], columns)
    lines: list[Line] = []
    for row in rows:
        left = [Span(f"{row['call_sign']}  ", "quiet")]
        left += [Span(visible(told("name", row["name"])), "quiet" if row["ended"] else "strong")]
        left += [Span(f"  {visible(row['shift'])}", "good")] if row["shift"] else []
        left += [Span("  " + _("left {day}").format(day=_short(row["ended"])), "quiet")] if row["ended"] else []
        lines += apart(left, [Span(visible(row["contact"]))] if row["contact"] else [], columns)
        if row["role"]:
            lines += folded([Span("      "), Span(told("role", row["role"]), "quiet")], columns, "      ")
    count = ngettext("{count} agency", "{count} agencies", len(rows)).format(count=spell_number(len(rows)))
    hint = Span(_("ids: --columns {names}").format(names="agency,name"), "quiet")
    return [*lines, rule(columns), *apart([Span(count)], [hint], columns)]


def agenda_list(rows: Sequence[Row], words: Words, now: datetime, zone: str, columns: int) -> list[Line]:
    """The agenda: what is due and not done, what is planned, and what is done."""
    lines = title(_("Agenda"), moment(now, zone), columns)
    if not rows:
        return [*lines, *folded([Span(_("Nothing is on the agenda that fits."))], columns)]
    table = (
        Column("call_sign", heading("call_sign").upper(), "key"),
        Column("at", heading("at").upper(), "number"),
        Column("title", heading("title").upper(), "text"),
        Column("kind", "", rank=2, most=16),
        Column("agency", heading("agency").upper(), rank=1, most=12),
    )
    groups = []
    for state, role in STATES:
        own = [row for row in rows if row["state"] == state]
        name = f"{word(state).upper()} ({spell_number(len(own))})"
        if own:
            groups.append(Group((Span(name, role),), [_plan(row, words) for row in own]))
    foot = folded([Span(f"pilkada posko plan done {rows[0]['call_sign']}", "command")], columns)
    return [*lines, *fitted(table, groups, columns, fill=True), rule(columns), *foot]


def _plan(row: Row, words: Words) -> list[Span]:
    agency = NOTHING if row["agency"] is None else words.name("agencies", row["agency"]).spoken
    return [
        Span(row["call_sign"]),
        Span(_short(row["at"])),
        Span(visible(told("title", row["title"]))),
        Span(word(row["kind"]), "quiet"),
        Span(visible(agency), "quiet"),
    ]


def log_list(rows: Sequence[Row], words: Words, name_of: Callable[[str], str], columns: int) -> list[Line]:
    """The entries of the log, one line each: when recorded, by whom, the kind, the subject, and the content."""
    if not rows:
        return folded([Span(_("No entry fits."))], columns)
    table = (
        Column("recorded", heading("recorded").upper(), "number"),
        Column("writer", heading("writer").upper(), most=12, rank=2),
        Column("kind", heading("kind").upper(), most=14),
        Column("subject", _("Of").upper(), rank=1, most=14),
        Column("body", heading("body").upper(), "text"),
    )
    cells = [
        [
            Span(_short(row["recorded"]), "quiet"),
            Span(visible(row["writer"])),
            Span(word(row["kind"])),
            Span(visible(_subject(row, name_of))),
            Span(_content(row["body"], words)),
        ]
        for row in rows
    ]
    count = ngettext("{count} entry", "{count} entries", len(rows)).format(count=spell_number(len(rows)))
    whole = Span(_("whole: -f json"), "quiet")
    return [
        *fitted(table, [Group((), cells)], columns, fill=True),
        rule(columns),
        *apart([Span(count)], [whole], columns),
    ]


def _subject(row: Row, name_of: Callable[[str], str]) -> str:
    """The subject of an entry: the call sign of an id, the name of a region, or an agency or item as it is."""
    own = str(row["subject"])
    return call_sign(own) if len(own) == ID else name_of(own) if own[:1].isdigit() else own


def _content(body: Row, words: Words) -> str:
    """The content of an entry on one line: title and note first, then its other fields, with names for ids."""
    parts = [visible(str(body[name])) for name in ("title", "note") if body.get(name)]
    for name, value in body.items():
        if name not in (*UNTOLD, "title", "note") and value is not None:
            named = words.name(NAMED[name], str(value)).spoken if name in NAMED else str(value)
            parts.append(f"{heading(name).casefold()}: {visible(named)}")
    return "; ".join(parts)


def flaw_list(rows: Sequence[Row], count: int, columns: int) -> list[Line]:
    """The flaws that `verify` found in the log, or that there are none."""
    if not rows:
        good = _("The log is whole: {count} entries, each as it was written.").format(count=spell_number(count))
        return folded([Span(good, "good")], columns)
    return _problems(rows, columns)


def lost_list(rows: Sequence[Row], columns: int) -> list[Line]:
    """What `rescue` could not save, or that all was saved."""
    return _problems(rows, columns) if rows else folded([Span(_("Nothing was lost."), "good")], columns)


def _problems(rows: Sequence[Row], columns: int) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        place = NOTHING if row["place"] is None else str(row["place"])
        lines += folded([Span(f"{place}  ", "strong"), Span(visible(row["id"] or ""), "quiet")], columns, "  ")
        lines += folded([Span(f"  {visible(row['problem'])}", "bad")], columns, "  ")
    return lines


def word_list(rows: Sequence[Row], columns: int) -> list[Line]:
    """The words of the post by kind, each with its meaning, and who leads, who is told or what may follow."""
    lines: list[Line] = []
    for kind in KINDS:
        own = [row for row in rows if row["kind"] == kind]
        if not own:
            continue
        lines += [*([line()] if lines else []), line(Span(word(kind).upper(), "strong"))]
        wide = max(len(row["id"]) for row in own) + 2
        for row in own:
            lines += folded(
                [Span(f"{row['id']:{wide}}", "command"), Span(told("name", row["name"]))], columns, " " * wide
            )
            for name in ("meaning", "leads"):
                if text := told(name, row[name]):
                    lead = "" if name == "meaning" else _leads(kind)
                    lines += folded([Span(" " * wide), Span(lead + text, "quiet")], columns, " " * wide)
    return lines


def _leads(kind: str) -> str:
    """The label before what a word leads to: who leads, who is told, or which statuses may follow."""
    sentences = {"category": _("leads: "), "severity": _("is told: "), "status": _("may be followed by: ")}
    return sentences.get(kind, "")
