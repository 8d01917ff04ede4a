"""What the commands share that draw: the file of --output, and what a drawing says of where its data are from."""

from pathlib import Path
from typing import Annotated

import typer

from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _
from pilkada_cli.output.table import Table
from pilkada_cli.session import Session

OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help=N_("Write the drawing into a file, with -f svg."))
]
ForceOption = Annotated[bool, typer.Option("--force", help=N_("Replace the file where there is one."))]


def answer(session: Session, table: Table, output: Path | None, *, force: bool) -> None:
    """Answer with the table, or write its drawing into the file `output`; raises UsageError where these do not fit."""
    if output is None:
        if force:
            raise UsageError(_("--force goes with --output: it replaces that file."))
        session.show(table)
        return
    if session.format not in (None, "svg") or session.excel or session.json is not None:
        raise UsageError(_("--output writes a drawing; give it alone or with -f svg."))
    from pilkada_cli.output.placing import placed

    # Drawn within, as a place that is refused is refused at once.
    with placed(output, force=force, public=True) as made:
        made.write_text(session.drawn(table), encoding="utf-8")


def refuse_nothing() -> UsageError:
    """The error where no row is left to draw."""
    return UsageError(_("Nothing is left to draw; ask for more: leave --search, --limit or --main away."))


def licence_of(session: Session) -> tuple[str | None, str]:
    """The URL of the licence of the data, and a line that says how to name them; None for data of somebody else."""
    from pilkada_cli.facts.files import shipped
    from pilkada_cli.pages.drawing import CC_BY

    if session.election.files.directory != shipped():
        return None, _("Data of one's own (--data); their licence is not stated here.")
    return CC_BY, _("Data: “pilkada: data on Indonesia's simultaneous regional elections”, CC BY 4.0.")
