"""Stages on a screen: a list, and one stage with its steps and the history of its date."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pilkada_cli.language import _, ngettext, spell_clock, spell_date, spell_days, spell_number, spell_short_days
from pilkada_cli.output.fit import Column, Group, fields, fitted
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.lines import Line, Role, Span, apart, folded, line, rule
from pilkada_cli.printable import visible
from pilkada_cli.screens.times import day_of, moment, title
from pilkada_cli.stages.revisions import ALWAYS, Revision
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import PHASES, Stage

#: State of a stage -> its role: what goes on stands out, what is past is quiet.
ROLES: dict[str | None, Role] = {"active": "good", "past": "quiet"}
#: Shown where there is no date.
NOTHING = "—"


def days_of(stage: Stage, today: date) -> str:
    """The days of a stage in short form: `24–26 Nov`, with the year where it is not that of `today`."""
    return spell_short_days(stage.start, stage.end, today) or NOTHING


def stage_list(stages: Sequence[Stage], schedule: Schedule, now: datetime, zone: str, columns: int) -> list[Line]:
    """Stages in the order of the calendar, one line each, steps after their stage, under a heading for each phase."""
    today = now.date()
    heads = title(_("Stages · {election}").format(election=visible(schedule.title.spoken)), moment(now, zone), columns)
    if not stages:
        return [
            *heads,
            *folded([Span(_("No stage is so at the moment; all of them: pilkada stages list --all"))], columns),
        ]
    doubtful = any(stage.status != "final" for stage in stages)
    table = [
        Column("name", _("Stage").upper(), "text"),
        Column("start", _("Days").upper(), "key"),
        Column("state", _("State").upper(), rank=1),
        *([Column("status", "", rank=2)] if doubtful else []),
    ]
    groups = [
        Group((Span(word(phase).upper(), "strong"),), [_stage_row(one, today, doubtful=doubtful) for one in own])
        for phase in PHASES
        if (own := [one for one in stages if one.phase == phase])
    ]
    going = sum(stage.state(today) == "active" for stage in stages)
    said = _("{count} stages, {going} going on").format(count=spell_number(len(stages)), going=spell_number(going))
    example = next((one.id for one in stages if one.state(today) == "active"), stages[0].id)
    foot = apart([Span(said)], [Span(f"pilkada stages show {example}", "command")], columns)
    return [*heads, *fitted(table, groups, columns, fill=True), rule(columns), *foot, _columns_hint("id,name,state")]


def _columns_hint(names: str) -> Line:
    return line(Span(_("ids: --columns {names}").format(names=names), "quiet"))


def _stage_row(stage: Stage, today: date, *, doubtful: bool) -> list[Span]:
    state = stage.state(today)
    role = ROLES.get(state, "plain")
    indent = "    " if stage.parent else "  "
    status = "" if stage.status == "final" else word(stage.status)
    cells = [
        Span(indent + visible(stage.short.spoken), role),
        Span(days_of(stage, today), role),
        Span(word(state) if state else _("by rule"), role),
    ]
    return [*cells, *([Span(status, "quiet")] if doubtful else [])]


def one_stage(
    stage: Stage,
    schedule: Schedule,
    story: Sequence[Revision],
    now: datetime,
    hours: Mapping[str, str | None],
    columns: int,
) -> list[Line]:
    """One stage: its days, rule, actors, legal basis and steps, and if its date was moved the history of that.

    `hours` has its opening and closing times under `opens` and `closes`, as ISO datetimes or None.
    """
    today = now.date()
    state = stage.state(today)
    heads = title(visible(stage.name.spoken), f"{stage.id}", columns)
    rows: list[tuple[str, Span]] = [
        (_("Days"), Span(_when(stage), "strong")),
        (heading("state"), Span(word(state) if state else _("by rule"), ROLES.get(state, "plain"))),
        (heading("opens"), Span(_hour(hours.get("opens")))),
        (heading("closes"), Span(_hour(hours.get("closes")))),
        (heading("relative"), Span(visible(stage.relative.spoken) if stage.relative else "")),
        (heading("area"), Span(visible(stage.area.spoken) if stage.area else "")),
        (heading("parent"), Span(visible(schedule[stage.parent].short.spoken) if stage.parent else "")),
        (heading("phase"), Span(word(stage.phase))),
        (heading("status"), Span("" if stage.status == "final" else word(stage.status))),
        (heading("replaced_by"), Span(stage.replaced_by or "")),
        (heading("actors"), Span(", ".join(visible(schedule.actor(one)) for one in stage.actors))),
        (heading("basis"), Span(visible(stage.basis))),
        (heading("alias"), Span(stage.alias)),
    ]
    lines = [*heads, *fields([(name, span) for name, span in rows if span.text], columns)]
    steps = [one for one in schedule if one.parent == stage.id]
    if steps:
        count = ngettext("{count} step", "{count} steps", len(steps)).format(count=len(steps))
        doubtful = any(one.status != "final" for one in steps)
        table = [Column("name", count.upper(), "text"), Column("start", "", "key"), Column("state", "", rank=1)]
        table += [Column("status", "", rank=2)] if doubtful else []
        found = [Group((), [_stage_row(one._replace(parent=None), today, doubtful=doubtful) for one in steps])]
        lines += [line(""), *fitted(table, found, columns, fill=True, silent=True)]
    if len(story) > 1:
        lines += [line(""), line(Span(_("How the date was moved").upper()))]
        lines += [row for one in story for row in folded(_told(one), columns, " " * 15)]
    return [*lines, rule(columns), *_foot(stage, columns)]


def _told(revision: Revision) -> list[Span]:
    stage = revision.stage
    known = _("at first") if revision.known == ALWAYS else day_of(revision.known, date.min)
    day = spell_days(stage.start, stage.end) or NOTHING
    return [Span(f"  {known:13}"), Span(day, "strong"), Span(f"  {visible(stage.basis)}", "quiet")]


def _when(stage: Stage) -> str:
    if stage.start is not None and stage.start == stage.last:
        return spell_date(stage.start)
    return spell_days(stage.start, stage.end) or NOTHING


def _hour(text: str | None) -> str:
    return "" if text is None else spell_clock(datetime.fromisoformat(text))


def _foot(stage: Stage, columns: int) -> list[Line]:
    commands = (f"pilkada checklist {stage.id}", f"pilkada sources {stage.id}")
    return folded([Span(commands[0], "command"), Span("   "), Span(commands[1], "command")], columns)
