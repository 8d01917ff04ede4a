"""The stages of an election on paper: by phase, steps indented below their stage, each with its legal basis."""

from collections.abc import Sequence
from datetime import datetime

from pilkada_cli.language import _, spell_days, spell_number
from pilkada_cli.output.headings import heading, word
from pilkada_cli.output.paper import Cell, Column, Group, Part, Sheet
from pilkada_cli.pages.sheets.heads import head_of, span_counted
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import PHASES, Stage

NOTHING = "—"


def stages_sheet(stages: Sequence[Stage], schedule: Schedule, now: datetime, zone: str, place: str | None) -> Sheet:
    """The stages in the order given; `place` is the region whose calendar it is, None for the national one."""
    what = _("Stages · {election}").format(election=schedule.title.spoken)
    going = sum(stage.state(now.date()) == "active" for stage in stages)
    told = _("{count} stages, {going} going on").format(count=spell_number(len(stages)), going=spell_number(going))
    doubtful = any(stage.status != "final" for stage in stages)
    columns = [
        Column(_("Stage")), Column(_("Days"), "key"), Column(_("State"), "tag"),
        *([Column(heading("status"), "tag")] if doubtful else []),
    ]  # fmt: skip
    shown = {stage.id for stage in stages}
    groups = [
        Group([_row(one, schedule, now, inside=one.parent in shown, doubtful=doubtful) for one in own], [Cell(name)])
        for phase in PHASES
        if (own := [one for one in stages if one.phase == phase])
        for name in [word(phase).capitalize()]
    ]
    parts = [Part(columns=columns, groups=groups)] if stages else []
    lines = [told] if stages else [_("No stage is so at the moment; all of them: pilkada stages list --all")]
    return Sheet(head_of(what, place, now, zone, schedule), parts, lines)


def _row(stage: Stage, schedule: Schedule, now: datetime, *, inside: bool, doubtful: bool) -> list[Cell]:
    state = stage.state(now.date())
    rules = [text.spoken for text in (stage.relative, stage.area) if text]
    count = span_counted(stage, schedule)
    cells = [
        Cell(stage.name.spoken, [*rules, stage.basis], level=int(inside), strong=state == "active"),
        Cell(spell_days(stage.start, stage.end) or NOTHING, [count] if count else []),
        Cell(word(state) if state else _("by rule"), strong=state == "active"),
    ]
    return [*cells, *([Cell("" if stage.status == "final" else word(stage.status))] if doubtful else [])]
