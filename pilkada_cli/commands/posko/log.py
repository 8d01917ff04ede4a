"""`pilkada posko log | export | merge | verify | rebuild`: lists, exports, merges and checks the append-only log."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import PublicOption, argument, names_of, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import QUOTED, UsageError
from pilkada_cli.language import N_, _, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table, sentence
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.log.entry import Entry
    from pilkada_cli.posko.operator import Operator

COLUMNS = ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "body", "prev", "hash")
BRIEF = ("recorded", "writer", "kind", "subject", "body")
MERGED = ("new", "known", "conflicts")
REBUILT = ("entries",)
FLAWS = ("place", "id", "problem")
#: How many lines are written at once.
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
    with operator_of(context) as operator:
        rows: list[Row] = [
            {
                **entry._asdict(),
                "recorded": operator.local(entry.recorded),
                "occurred": operator.local(entry.occurred),
                "body": entry.content,
            }
            for entry in _entries(operator, start, end, kind, writer)
        ]
    session = session_of(context)

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import log_list

        return log_list(shown, operator.words, names_of(session.election.registry), screen.columns)

    session.show(Table(COLUMNS, rows, brief=BRIEF, view=view))


def _entries(
    operator: "Operator", start: str | None, end: str | None, kind: str | None, writer: str | None
) -> Iterator["Entry"]:
    """The entries recorded in the half-open interval [start, end), of one kind, by one writer; None means all."""
    from pilkada_cli.posko.log.kinds import KINDS
    from pilkada_cli.posko.log.moments import write_moment
    from pilkada_cli.posko.texts import NAME, optional

    if kind is not None and kind not in KINDS:
        refused = _("'{text}' is no kind of entry; the kinds are {kinds}.")
        raise UsageError(refused.format(text=visible(kind, limit=QUOTED), kinds=", ".join(KINDS)))
    return operator.log.entries(
        recorded_from=None if start is None else write_moment(operator.since(start)),
        recorded_before=None if end is None else operator.stamp(end),
        kind=kind,
        writer=optional(writer, _("The writer's name"), NAME),
    )


def export_log(context: typer.Context, public: PublicOption = False) -> None:
    """Write the whole log as JSON lines."""
    from pilkada_cli.posko.log.entry import line_of
    from pilkada_cli.posko.log.public import public_line

    session = session_of(context)
    if session.format is not None or session.columns is not None:
        raise UsageError(_("export writes JSON lines, whole; for other formats see: pilkada posko log"))
    spell = public_line if public else line_of
    with operator_of(context) as operator:
        lines = (spell(entry) for entry in operator.log.entries())
        while chunk := "".join(islice(lines, BATCH)):
            terminal.write(chunk)


def merge_files(
    context: typer.Context,
    files: Annotated[list[str], argument("FILE...", N_("Exports of other posts; - reads standard input."))],
) -> None:
    """Take the entries of other posts' exports into this log."""
    from pilkada_cli.posko.incidents.cases import in_conflict
    from pilkada_cli.posko.log.clocks import spell_wrong
    from pilkada_cli.posko.log.merge import merge
    from pilkada_cli.posko.log.moments import milliseconds
    from pilkada_cli.posko.log.spool import spooled

    with ExitStack() as open_files:
        # The files first, so that a mistyped name leaves no empty store behind.
        found = [(name, spooled(open_files.enter_context(terminal.open_lines(name)))) for name in files]
        operator = open_files.enter_context(operator_of(context, answer=MERGED, write=True, create=True))
        opened = [(name, open_files.enter_context(terminal.progress(file, _("Merging")))) for name, file in found]
        merged = merge(operator.log, opened, milliseconds(operator.receives_at))
        conflicts = in_conflict(operator.log, merged.updated)
    for one in spell_wrong(merged.clocks):
        terminal.say(f"pilkada: {one}")
    for one in conflicts:
        terminal.say(_("In conflict: {id}; see: pilkada posko show {id}").format(id=one))
    answer: Row = {"new": merged.new, "known": merged.present, "conflicts": conflicts}
    done = _("New entries: {count}; already here: {known}.")
    told = done.format(count=spell_number(merged.new), known=spell_number(merged.present))
    session_of(context).show(Table(MERGED, [answer], single=True, view=sentence(lambda: told)))


def verify_log(context: typer.Context) -> None:
    """Check the log against itself."""
    from pilkada_cli.posko.log.clocks import Clocks, spell_wrong
    from pilkada_cli.posko.log.logins import spell_foreign
    from pilkada_cli.posko.log.verify import verify

    clocks = Clocks()
    with operator_of(context) as operator:
        flaws: list[Row] = [flaw._asdict() for flaw in verify(operator.log, clocks)]
        count = operator.log.count()
        foreign = list(spell_foreign(operator.log))
    for one in (*spell_wrong(clocks.wrong), *foreign):
        terminal.say(f"pilkada: {one}")

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import flaw_list

        return flaw_list(shown, count, screen.columns)

    session_of(context).show(Table(FLAWS, flaws, view=view))
    if flaws:
        raise typer.Exit(1)


def rebuild_lists(context: typer.Context) -> None:
    """Make what the lists show anew from the log."""
    with operator_of(context, answer=REBUILT, write=True) as operator:
        operator.log.rebuild()
        count = operator.log.count()
    answer: Row = {"entries": count}
    good = _("The lists are made anew from {count} entries.").format(count=spell_number(count))
    session_of(context).show(Table(REBUILT, [answer], single=True, view=sentence(lambda: good)))
