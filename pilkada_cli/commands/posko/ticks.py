"""`pilkada posko tick | untick`: records that a checklist item is done, or takes that back."""

from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import ByOption, MaskOption, NoteOption, acknowledge, argument, operator_of
from pilkada_cli.commands.shared import StageArgument, session_of
from pilkada_cli.language import N_, _
from pilkada_cli.output.table import Row

TICK = ("id", "stage", "item", "done")

ItemArgument = Annotated[str, argument("ITEM", N_("The id of the checklist's item."))]


def _tick(
    context: typer.Context, stage: str, item: str, note: str | None, by: str | None, *, mask: bool, done: bool
) -> None:
    from pilkada_cli.posko.ticks import tick

    with operator_of(context, by, answer=TICK, write=True, mask=mask) as operator:
        entry = tick(operator, stage, item, note, done=done)
    row: Row = {"id": entry.id, "stage": entry.content["stage"], "item": entry.subject, "done": done}
    sentence = _("{item} is ticked.") if done else _("{item} is no longer ticked.")
    acknowledge(session_of(context), row, lambda: sentence.format(item=entry.subject))


def tick_item(
    context: typer.Context,
    stage: StageArgument,
    item: ItemArgument,
    note: NoteOption = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Tick a checklist's item."""
    _tick(context, stage, item, note, by, mask=mask, done=True)


def untick_item(
    context: typer.Context,
    stage: StageArgument,
    item: ItemArgument,
    note: NoteOption = None,
    mask: MaskOption = False,
    by: ByOption = None,
) -> None:
    """Take a tick back."""
    _tick(context, stage, item, note, by, mask=mask, done=False)
