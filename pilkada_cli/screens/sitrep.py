"""A situation report as people read it: sections in the current language, and a warning for each blank section."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pilkada_cli.language import _, spell_clock, spell_date, spell_decimal, spell_number
from pilkada_cli.output.document import Document, Grid, Section
from pilkada_cli.output.table import Row
from pilkada_cli.posko.log.signs import call_signs
from pilkada_cli.posko.words import Words
from pilkada_cli.stages.schedule import Schedule

NOTHING = "–"


class SitrepPage:
    """Turns the fields of one situation report into a document; `expected` is how many posts report to its post."""

    def __init__(self, fields: Row, words: Words, schedule: Schedule, expected: int) -> None:
        self.fields, self.words, self.schedule, self.expected = fields, words, schedule, expected
        #: Only a public report has no hash: with it, anybody could find what was left out by trying.
        self.public = fields["log_sha256"] is None

    def document(self) -> Document:
        """The whole report."""
        title = _("Situation report: joint command post, {post}").format(post=self.fields["name"].spoken)
        sections = [
            self._totals(),
            self._agencies(),
            self._counts(_("By category"), _("Category"), self._categories()),
            self._counts(_("By region"), _("Region"), self._regions()),
            self._open(),
            self._nil(),
            self._overdue(),
            self._plans(_("Agenda: done"), self.fields["agenda_done"]),
            self._plans(_("Agenda: due"), self.fields["agenda_due"]),
            self._checklists(),
            self._roster(),
        ]
        blank = [section.title for section in sections if section.grid is not None and not section.grid.rows]
        warnings = [_("Blank: {section}").format(section=name) for name in blank]
        sections = [
            one._replace(grid=None, lines=(*one.lines, NOTHING)) if one.title in blank else one for one in sections
        ]
        notices = Section(_("Warnings"), [*self._warnings(), *warnings] or [NOTHING])
        return Document(title, self._head(), [*sections, notices], self._foot())

    def moment(self) -> str:
        """Up to when the report goes, in short, and its H-notation."""
        return f"{_moment(self.fields['to'])} {self.fields['zone']} · {self.fields['label']}"

    def _head(self) -> list[str]:
        fields = self.fields
        voting = spell_date(fields["voting_day"], weekday=False)
        stages = (self.schedule[name] for name in fields["stages"])
        names = [stage.name.spoken for stage in stages if stage.parent is None]
        lines = [
            self._window(),
            _("{label}, voting day {day}").format(label=fields["label"], day=voting),
            _("Stages: {stages}").format(stages="; ".join(names) if names else NOTHING),
        ]
        return [*lines, _("Host: {host}").format(host=fields["host"])] if fields["host"] else lines

    def _window(self) -> str:
        start, end = self.fields["from"], self.fields["to"]
        # A report up to now includes the present moment, and must not read like one that ends before it.
        sentence = (
            _("From {start}, up to and with {end} ({zone})")
            if end.microsecond
            else _("From {start}, up to and without {end} ({zone})")
        )
        return sentence.format(start=_moment(start), end=_moment(end), zone=self.fields["zone"])

    def _totals(self) -> Section:
        fields = self.fields
        changed = ", ".join(
            f"{self._name('statuses', row['status'])} {spell_number(row['count'])}" for row in fields["changed"]
        )
        severities = reversed(_in_order(fields["by_severity"], "severity", self.words.severities))
        rows = [[self._name("severities", row["severity"]), *_numbers(row)] for row in severities]
        lines = [
            _("Incidents: {total}; new in this window: {new}; open: {open}").format(
                total=spell_number(fields["incidents"]),
                new=spell_number(fields["new"]),
                open=spell_number(fields["open"]),
            ),
            _("Changed in this window, now: {changes}").format(changes=changed or NOTHING),
        ]
        if fields["withdrawn"]:
            sentence = _("Taken back in this window, or joined to another report: {count}")
            lines.append(sentence.format(count=spell_number(fields["withdrawn"])))
        if fields["conflicts"]:
            lines.append(_("In conflict: {ids}").format(ids=", ".join(fields["conflicts"])))
        return Section(_("Situation"), lines, Grid([_("Severity"), *_heads()], rows, 3))

    def _agencies(self) -> Section:
        rows = [
            [self._agency(row["agency"]), *_numbers(row), spell_number(row["in_hand"])]
            for row in self.fields["by_agency"]
        ]
        return Section(_("By agency"), (), Grid([_("Agency"), *_heads(), _("Has in hand")], rows, 4))

    def _categories(self) -> list[tuple[str, Row]]:
        rows = _in_order(self.fields["by_category"], "category", self.words.categories)
        return [(f"{row['category']} {self._name('categories', row['category'])}", row) for row in rows]

    def _regions(self) -> list[tuple[str, Row]]:
        return [
            (NOTHING if row["region"] is None else f"{row['region']} {row['name'] or ''}".strip(), row)
            for row in self.fields["by_region"]
        ]

    def _counts(self, title: str, head: str, counted: Iterable[tuple[str, Row]]) -> Section:
        return Section(title, (), Grid([head, *_heads()], [[label, *_numbers(row)] for label, row in counted], 3))

    def _open(self) -> Section:
        signs = call_signs(one["id"] for one in self.fields["open_incidents"])
        rows = [
            [self._name("severities", one["severity"]), signs[one["id"]], self._status(one["status"]),
             one["category"], one["region"], self._agency(one["owner"] or None), spell_decimal(one["age_hours"]),
             _title(one)]
            for one in self.fields["open_incidents"]
        ]  # fmt: skip
        head = [_("Severity"), _("Sign"), _("Status"), _("Category"), _("Region"), _("Owner"), _("Age (h)"), _("Title")]
        more = self.fields["not_listed"]
        sentence = _("{count} more are open; see: pilkada posko incidents --open")
        rest = sentence.format(count=spell_number(more)) if more else ""
        # In a message, the sign and the title come first.
        return Section(_("Open incidents"), (), Grid(head, rows, brief=(1, 7, 0, 2, 4, 5), left_out=more, rest=rest))

    def _nil(self) -> Section:
        rows = [
            [one["region"], one["name"] or "", _moment(one["reported"]), one["note"] or ""]
            for one in self.fields["nil"]
        ]
        return Section(_("Nothing to report"), (), Grid([_("Code"), _("Region"), _("Reported"), _("Note")], rows))

    def _overdue(self) -> Section:
        rows = [
            [one["region"], one["name"] or "", _moment(one["last_report"]) if one["last_report"] else _("never"),
             NOTHING if one["hours"] is None else spell_decimal(one["hours"])]
            for one in self.fields["overdue"]
        ]  # fmt: skip
        if not rows:
            good = _("All {count} posts have reported.").format(count=self.expected)
            return Section(_("Overdue posts"), [good if self.expected else _("No post reports to this one.")])
        return Section(_("Overdue posts"), (), Grid([_("Code"), _("Region"), _("Last report"), _("Hours")], rows, 1))

    def _plans(self, title: str, plans: Sequence[Row]) -> Section:
        rows = [[_moment(one["at"]), one["kind"], one["title"], self._agency(one["agency"] or None)] for one in plans]
        return Section(title, (), Grid([_("When"), _("Kind"), _("What"), _("Agency")], rows))

    def _checklists(self) -> Section:
        rows = [
            [
                self.schedule[one["stage"]].name.spoken,
                *(spell_number(one[name]) for name in ("done", "items", "overdue")),
            ]
            for one in self.fields["checklists"]
        ]
        return Section(_("Checklists"), (), Grid([_("Stage"), _("Done"), _("Items"), _("Overdue")], rows, 3))

    def _roster(self) -> Section:
        head = [_("Agency"), _("Shift"), *([] if self.public else [_("Contact")])]
        rows = [
            [
                self._agency(one["agency"]),
                one["shift"] or NOTHING,
                *([] if self.public else [one["contact"] or NOTHING]),
            ]
            for one in self.fields["members"]
        ]
        return Section(_("Roster"), (), Grid(head, rows))

    def _warnings(self) -> list[str]:
        fields = self.fields
        told = {
            _("Open incidents that nobody has in hand: {count}"): fields["unowned"],
            _("Incidents in conflict: {count}"): len(fields["conflicts"]),
            _("Recorded with a set clock (a drill or a replay): {count} entries"): fields["drills"],
        }
        return [sentence.format(count=spell_number(count)) for sentence, count in told.items() if count]

    def _foot(self) -> list[str]:
        rules = [text.spoken for text in self.words.guardrails.values()]
        entries = _("Log: {count} entries") if self.public else _("Log: {count} entries, SHA-256 {digest}")
        count = spell_number(self.fields["entries"])
        return [*rules, entries.format(count=count, digest=self.fields["log_sha256"]), *self._anchor()]

    def _anchor(self) -> list[str]:
        """Up to where the log is held fast by a checkpoint, if it is."""
        if self.fields["anchored"] is None:
            return []
        sentence = _("Anchored by the checkpoint of {when}: {count} entries")
        count = spell_number(self.fields["anchored_entries"])
        return [sentence.format(when=_moment(self.fields["anchored"]), count=count)]

    def _status(self, own: str) -> str:
        """The name of a status without what stands in brackets behind it."""
        return self._name("statuses", own).partition(" (")[0]

    def _agency(self, own: str | None) -> str:
        return NOTHING if own is None else self._name("agencies", own)

    def _name(self, group: str, own: str) -> str:
        return self.words.name(group, own).spoken


def _in_order(rows: Iterable[Row], name: str, known: Iterable[str]) -> list[Row]:
    """The rows whose word is not None: the words of the data in their order, then unknown ones."""
    by_word = {row[name]: row for row in rows if row[name] is not None}
    own = [word for word in known if word in by_word]
    return [by_word[word] for word in (*own, *sorted(by_word.keys() - set(own)))]


def _title(one: Row) -> str:
    marks = [_("new")] if one["new"] else []
    marks += [_("late")] if one["late"] else []
    marks += [_("in conflict")] if one["conflict"] else []
    return str(one["title"]) + (f" [{', '.join(marks)}]" if marks else "")


def _moment(moment: datetime) -> str:
    return f"{spell_date(moment, weekday=False)} {spell_clock(moment)}"


def _heads() -> list[str]:
    return [_("All"), _("New"), _("Open")]


def _numbers(row: Row) -> list[str]:
    return [spell_number(row[name]) for name in ("all", "new", "open")]
