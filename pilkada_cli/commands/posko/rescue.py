"""`pilkada posko rescue`: what is sound in a damaged store or file, in a new store."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import ByOption, argument, done
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import NoSuchFile, UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.printable import visible

COLUMNS = ("place", "id", "problem")


def rescue_entries(
    context: typer.Context,
    broken: Annotated[str, argument("BROKEN", N_("The damaged store or export; it is only read."))],
    new: Annotated[str, argument("NEW", N_("The file of the new store."))],
    by: ByOption = None,
) -> None:
    """Save all sound entries of a damaged store or export into a new store, and list the rest."""
    from pilkada_cli.output.placing import placed
    from pilkada_cli.posko.log.access import log_at
    from pilkada_cli.posko.operator import writer_of
    from pilkada_cli.posko.rescue import Rescue
    from pilkada_cli.posko.store.location import read_location

    session = session_of(context)
    session.expect(COLUMNS)
    writer = writer_of(by)
    # A file that is there is read whatever its name looks like; the name of a new one is taken as that of every store.
    source = Path(broken) if os.path.lexists(broken) else read_location(broken).path
    place = read_location(new).path
    if source is None or place is None:
        raise UsageError(_("Give the paths of two files: a database is rescued from an export of it, and into a file."))
    if not source.is_file():
        raise NoSuchFile(broken, _("there is no such file"))
    if os.path.lexists(place):
        raise UsageError(_("{file} is there already; give another name for the new store.").format(file=visible(new)))
    rescue = Rescue(source, writer, session.clock.now())
    with placed(place, store=True) as made, log_at(str(made), write=True, create=True) as log:
        rescue.into(log)
    rows: list[Row] = [one._asdict() for one in rescue.rest]
    saved = ngettext("{count} entry is saved in {file}.", "{count} entries are saved in {file}.", rescue.saved)
    told = saved.format(count=spell_number(rescue.saved), file=visible(str(place)))
    terminal.say(f"pilkada: {told}")

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import lost_list

        return lost_list(shown, screen.columns)

    with done(told):
        session.show(Table(COLUMNS, rows, view=view))
