"""`pilkada posko log | export | merge | verify | rebuild`: the log itself."""

from contextlib import ExitStack
from itertools import islice
from typing import Annotated

import typer

from pilkada_cli.commands.posko.shared import PublicOption, argument, desk_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import UsageError
from pilkada_cli.language import N_, _, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.table import Row, Table

COLUMNS = ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "body", "prev", "hash")
BRIEF = ("recorded", "writer", "kind", "subject", "body")
MERGED = ("new", "known", "conflicts")
REBUILT = ("entries",)
FLAWS = ("place", "id", "problem")
#: Lines that are written at once.
BATCH = 1000


def list_log(
    context: typer.Context,
    start: Annotated[str | None, option("--from", "WHEN", N_("Recorded at that moment or after it."))] = None,
    end: Annotated[str | None, option("--to", "WHEN", N_("Recorded before that moment."))] = None,
    kind: Annotated[
        str | None,
        option("--kind", "KIND", N_("Only entries of this kind: report, update, nil and so on.")),
    ] = None,
    writer: Annotated[str | None, option("--writer", "NAME", N_("Only what this person wrote."))] = None,
) -> None:
    """List the entries of the log in the order in which this store got them."""
    from pilkada_cli.posko.reading import log_entries

    with desk_of(context) as desk:
        rows: list[Row] = [
            {
                **entry._asdict(),
                "recorded": desk.local(entry.recorded),
                "occurred": desk.local(entry.occurred),
                "body": entry.content,
            }
            for entry in log_entries(desk, start, end, kind, writer)
        ]
    desk.session.show(Table(COLUMNS, rows, brief=BRIEF))


def export_log(context: typer.Context, public: PublicOption = False) -> None:
    """Write the whole log as JSON lines."""
    from pilkada_cli.posko.entries import line_of
    from pilkada_cli.posko.publishing import public_line

    session = session_of(context)
    if session.format is not None or session.columns is not None:
        raise UsageError(_("export writes JSON lines, whole; for other formats see: pilkada posko log"))
    spell = public_line if public else line_of
    with desk_of(context) as desk:
        lines = (spell(entry) for entry in desk.store.entries())
        while chunk := "".join(islice(lines, BATCH)):
            terminal.write(chunk)


def merge_files(
    context: typer.Context,
    files: Annotated[list[str], argument("FILE...", N_("Exports of other posts; - reads standard input."))],
) -> None:
    """Take the entries of other posts' exports into this log."""
    from pilkada_cli.posko.aside import at_hand
    from pilkada_cli.posko.merge import merge

    with ExitStack() as open_files:
        # The files first, so that a mistyped name leaves no empty store behind.
        opened = [(name, at_hand(open_files.enter_context(terminal.open_lines(name)))) for name in files]
        desk = open_files.enter_context(desk_of(context, answer=MERGED, write=True, create=True))
        merged = merge(desk.store, opened)
    for one in merged.conflicts:
        terminal.say(_("In conflict: {id}; see: pilkada posko show {id}").format(id=one))
    answer: Row = {"new": merged.new, "known": merged.known, "conflicts": merged.conflicts}
    done = _("New entries: {count}; already here: {known}.")
    sentence = done.format(count=spell_number(merged.new), known=spell_number(merged.known)) + "\n"
    desk.session.show(Table(MERGED, [answer], single=True, prose=lambda: sentence))


def verify_log(context: typer.Context) -> None:
    """Check the log against itself."""
    from pilkada_cli.posko.verify import verify

    with desk_of(context) as desk:
        flaws: list[Row] = [flaw._asdict() for flaw in verify(desk.store)]
        count = desk.store.count()
    good = _("The log is whole: {count} entries, each as it was written.").format(count=spell_number(count)) + "\n"
    desk.session.show(Table(FLAWS, flaws, prose=None if flaws else lambda: good))
    if flaws:
        raise typer.Exit(1)


def rebuild_lists(context: typer.Context) -> None:
    """Make what the lists show anew from the log."""
    with desk_of(context, answer=REBUILT, write=True) as desk:
        desk.store.rebuild()
        count = desk.store.count()
    answer: Row = {"entries": count}
    good = _("The lists are made anew from {count} entries.").format(count=spell_number(count)) + "\n"
    desk.session.show(Table(REBUILT, [answer], single=True, prose=lambda: good))
