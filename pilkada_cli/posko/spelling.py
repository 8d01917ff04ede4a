"""A situation report as people read it: its sections in their language, with a warning for each that is blank."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pilkada_cli.language import _, spell_clock, spell_date, spell_decimal, spell_number
from pilkada_cli.output.document import Document, Grid, Section
from pilkada_cli.posko.entries import moment_of
from pilkada_cli.posko.incidents import Incident, hours_between
from pilkada_cli.posko.publishing import masked
from pilkada_cli.posko.room import Plan
from pilkada_cli.posko.sitrep import Sitrep
from pilkada_cli.posko.tally import Count
from pilkada_cli.posko.words import Words
from pilkada_cli.regions.registry import Registry

#: The id is shown as far as people need to type it.
SHOWN = 18


class Spelling:
    """Spells one situation report; `public` leaves contacts out."""

    def __init__(self, report: Sitrep, words: Words, registry: Registry, *, public: bool) -> None:
        self.report, self.words, self.registry, self.public = report, words, registry, public

    def document(self) -> Document:
        """The whole report."""
        report = self.report
        title = _("Situation report: joint command post, {post}").format(post=report.post.name.spoken)
        sections = [
            self._totals(),
            self._counts(_("By agency"), _("Agency"), "agency"),
            self._counts(_("By category"), _("Category"), "category"),
            self._counts(_("By region"), _("Region"), "region"),
            self._open(),
            self._nil(),
            self._silent(),
            self._plans(_("Agenda: done"), report.agenda_done),
            self._plans(_("Agenda: due"), report.agenda_due),
            self._progress(),
            self._roster(),
        ]
        blank = [section.title for section in sections if section.grid is not None and not section.grid.rows]
        warnings = [_("Blank: {section}").format(section=name) for name in blank]
        sections = [one._replace(grid=None, lines=(*one.lines, "–")) if one.title in blank else one for one in sections]
        notices = Section(_("Warnings"), [*self._warnings(), *warnings] or ["–"])
        return Document(title, self._head(), [*sections, notices], self._foot())

    def _head(self) -> list[str]:
        report = self.report
        voting = spell_date(report.voting_day, weekday=False)
        names = [stage.name.spoken for stage in report.stages if stage.parent is None]
        lines = [
            self._window(),
            _("{label}, voting day {day}").format(label=report.label, day=voting),
            _("Stages: {stages}").format(stages="; ".join(names) if names else "–"),
        ]
        return [*lines, _("Host: {host}").format(host=masked(report.post.host))] if report.post.host else lines

    def _window(self) -> str:
        report = self.report
        # A report up to now has this very moment in it, and must not read like one that ends before it.
        sentence = (
            _("From {start}, up to and with {end} ({zone})")
            if report.end.microsecond
            else _("From {start}, up to and without {end} ({zone})")
        )
        return sentence.format(start=self._moment(report.start), end=self._moment(report.end), zone=report.post.zone)

    def _totals(self) -> Section:
        report, total = self.report, self.report.total
        changed = ", ".join(
            f"{self._name('statuses', name)} {spell_number(count)}"
            for name, count in sorted(report.tally.changed.items())
        )
        rows = [
            [self._name("severities", name), *_numbers(report.tally.of("severity").get(name, Count()))]
            for name in reversed(self._keys("severity", self.words.severities))
        ]
        lines = [
            _("Incidents: {total}; new in this window: {new}; open: {open}").format(
                total=spell_number(total.total), new=spell_number(total.new), open=spell_number(total.open)
            ),
            _("Changed in this window, now: {changes}").format(changes=changed or "–"),
            *([_("In conflict: {ids}").format(ids=", ".join(one.id for one in report.tally.conflicts))]
              if report.tally.conflicts else []),
        ]  # fmt: skip
        return Section(_("Situation"), lines, Grid([_("Severity"), *_heads()], rows, 3))

    def _keys(self, name: str, known: Iterable[str]) -> list[str]:
        """The ids that anything counts for: those of the data in their order, then others."""
        counted = [key for key in self.report.tally.of(name) if key is not None]
        return [key for key in known if key in counted] + sorted(set(counted) - set(known))

    def _counts(self, title: str, head: str, by: str) -> Section:
        counts = self.report.tally.of(by)
        keys: Sequence[str | None] = sorted(counts, key=lambda key: (key is None, key or ""))
        if by == "category":
            keys = self._keys(by, self.words.categories)
        rows = [[self._label(by, key), *_numbers(counts[key])] for key in keys]
        if by != "agency":
            return Section(title, (), Grid([head, *_heads()], rows, 3))
        owned = self.report.tally.of("owner")
        rows = [
            [self._label(by, key), *_numbers(counts.get(key, Count())), spell_number(owned.get(key, Count()).open)]
            for key in self.report.tally.agencies
        ]
        return Section(title, (), Grid([head, *_heads(), _("Has in hand")], rows, 4))

    def _label(self, by: str, key: str | None) -> str:
        if key is None:
            return "–"
        if by == "region":
            return f"{key} {self._place(key)}".strip()
        name = self._name("categories" if by == "category" else "agencies", key)
        return f"{key} {name}" if by == "category" else name

    def _open(self) -> Section:
        gravest = self.report.tally.gravest
        rows = [
            [self._name("severities", one.severity), one.id[:SHOWN], self._name("statuses", one.status), one.category,
             one.region, self._name("agencies", one.owner) if one.owner else "–",
             spell_decimal(one.age(self.report.end)), self._title(one)]
            for one in gravest
        ]  # fmt: skip
        head = [_("Severity"), _("Id"), _("Status"), _("Category"), _("Region"), _("Owner"), _("Age (h)"), _("Title")]
        more = self.report.total.open - len(gravest)
        sentence = _("{count} more are open; see: pilkada posko incidents --open")
        return Section(
            _("Open incidents"), [sentence.format(count=spell_number(more))] if more > 0 else [], Grid(head, rows)
        )

    def _title(self, one: Incident) -> str:
        marks = [_("new")] if self.report.is_new(one) else []
        marks += [_("in conflict")] if one.conflict else []
        return masked(one.title) + (f" [{', '.join(marks)}]" if marks else "")

    def _nil(self) -> Section:
        rows = [
            [one.subject, self._place(one.subject), self._moment(datetime.fromisoformat(one.recorded)),
             masked(one.content.get("note", ""))]
            for one in self.report.nil
        ]  # fmt: skip
        return Section(_("Nothing to report"), (), Grid([_("Code"), _("Region"), _("Reported"), _("Note")], rows))

    def _silent(self) -> Section:
        report = self.report
        end = int(report.end.timestamp() * 1000)
        rows = [
            [one.region, self._place(one.region), self._moment(moment_of(one.last)) if one.last else _("never"),
             spell_decimal(hours_between(one.last, end)) if one.last else "–"]
            for one in report.silent
        ]  # fmt: skip
        if not rows:
            lines = [_("All {count} posts have reported.").format(count=len(report.post.expects))]
            return Section(_("Overdue posts"), lines if report.post.expects else [_("No post reports to this one.")])
        return Section(_("Overdue posts"), (), Grid([_("Code"), _("Region"), _("Last report"), _("Hours")], rows, 1))

    def _plans(self, title: str, plans: list[Plan]) -> Section:
        rows = [
            [self._moment(datetime.fromisoformat(one.at)), one.kind, masked(one.title),
             self._name("agencies", one.agency) if one.agency else "–"]
            for one in plans
        ]  # fmt: skip
        return Section(title, (), Grid([_("When"), _("Kind"), _("What"), _("Agency")], rows))

    def _progress(self) -> Section:
        rows = [
            [one.stage.name.spoken, spell_number(one.done), spell_number(one.total), spell_number(one.overdue)]
            for one in self.report.progress
        ]
        return Section(_("Checklists"), (), Grid([_("Stage"), _("Done"), _("Items"), _("Overdue")], rows, 3))

    def _roster(self) -> Section:
        head = [_("Agency"), _("Shift"), *([] if self.public else [_("Contact")])]
        rows = [
            [
                self._name("agencies", one.agency),
                masked(one.shift or "–"),
                *([] if self.public else [one.contact or "–"]),
            ]
            for one in self.report.members
        ]
        return Section(_("Roster"), (), Grid(head, rows))

    def _warnings(self) -> list[str]:
        report, found = self.report, []
        unowned = report.tally.of("owner").get(None, Count()).open
        if unowned:
            found.append(_("Open incidents that nobody has in hand: {count}").format(count=spell_number(unowned)))
        if report.tally.conflicts:
            found.append(_("Incidents in conflict: {count}").format(count=spell_number(len(report.tally.conflicts))))
        if report.drills:
            sentence = _("Recorded with a set clock (a drill or a replay): {count} entries")
            found.append(sentence.format(count=spell_number(report.drills)))
        return found

    def _foot(self) -> list[str]:
        rules = [text.spoken for text in self.words.guardrails.values()]
        # Beside a public export, the hash would let anybody try out what was left out of that.
        entries = _("Log: {count} entries") if self.public else _("Log: {count} entries, SHA-256 {digest}")
        return [*rules, entries.format(count=spell_number(self.report.entries), digest=self.report.digest)]

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.report.end.tzinfo)
        return f"{spell_date(local, weekday=False)} {spell_clock(local)}"

    def _place(self, code: str) -> str:
        return self.registry.find(code).name if code in self.registry else ""

    def _name(self, group: str, own: str) -> str:
        return masked(self.words.name(group, own).spoken)


def _heads() -> list[str]:
    return [_("All"), _("New"), _("Open")]


def _numbers(count: Count) -> list[str]:
    return [spell_number(count.total), spell_number(count.new), spell_number(count.open)]
