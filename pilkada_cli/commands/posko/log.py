"""`pilkada posko log | export | merge | verify | rebuild`: lists, exports, merges and checks the append-only log."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import (
    PublicOption,
    TrustOption,
    argument,
    operator_of,
    option,
    report_done,
)
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import QUOTED, UsageError
from pilkada_cli.language import N_, _, ngettext, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
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
    session = session_of(context)
    with operator_of(context, lost=True) as operator:
        rows: Iterator[Row] = (
            {
                **entry._asdict(),
                "recorded": operator.local(entry.recorded),
                "occurred": operator.local(entry.occurred),
                "body": entry.content,
            }
            for entry in _entries(operator, start, end, kind, writer)
        )

        def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
            from pilkada_cli.screens.post import log_list

            return log_list(shown, operator.words, session.election.registry.brief, screen.columns)

        # Inside, as the rows of a long list are made while they are written.
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
    with operator_of(context, lost=True) as operator:
        lines = (spell(entry) for entry in operator.log.entries())
        while chunk := "".join(islice(lines, BATCH)):
            terminal.write(chunk)


def merge_files(
    context: typer.Context,
    files: Annotated[list[str], argument("FILE...", N_("Exports of other posts; - reads standard input."))],
) -> None:
    """Take the entries of other posts' exports into this log."""
    from pilkada_cli.posko.incidents.cases import in_conflict
    from pilkada_cli.posko.log.chains import spell_forks, trace
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
        with operator.log.reading():
            forks = trace(operator.log, merged.branched).forks
    for one in (*spell_wrong(merged.clocks), *spell_forks(forks)):
        terminal.say(f"pilkada: {one}")
    for one in conflicts:
        terminal.say(_("In conflict: {id}; see: pilkada posko show {id}").format(id=one))
    answer: Row = {"new": merged.new, "known": merged.present, "conflicts": conflicts}
    done = _("New entries: {count}; already here: {known}.")
    told = done.format(count=spell_number(merged.new), known=spell_number(merged.present))
    report_done(session_of(context), MERGED, answer, told)


def verify_log(
    context: typer.Context,
    files: Annotated[list[str] | None, argument("[FILE...]", N_("More checkpoints, after --against."))] = None,
    against: Annotated[
        list[str] | None,
        option("--against", "FILE", N_("A checkpoint: what of it is missing or changed here; several add up.")),
    ] = None,
    trust: TrustOption = None,
) -> None:
    """Check the log against itself, and against checkpoints."""
    from pilkada_cli.posko.log.chains import Fork, spell_forks
    from pilkada_cli.posko.log.clocks import Clocks, spell_wrong
    from pilkada_cli.posko.log.logins import spell_foreign
    from pilkada_cli.posko.log.verify import Flaw, verify

    if not against and (files or trust):
        raise UsageError(_("To hold the log against a checkpoint: pilkada posko verify --against FILE"))
    hold = _holder(context, [*(against or ()), *(files or ())], trust)
    clocks = Clocks()
    forks: list[Fork] = []
    with operator_of(context, lost=True, damaged=True) as operator:
        found = verify(operator.log, clocks, forks)
        found += [Flaw(0, None, problem) for problem in hold(operator)]
        flaws: list[Row] = [flaw._asdict() for flaw in found]
        count, lost, foreign = operator.log.count(), operator.log.lost(), list(spell_foreign(operator.log))
    for one in (*spell_wrong(clocks.wrong), *spell_forks(forks), *_spell_lost(lost), *foreign):
        terminal.say(f"pilkada: {one}")

    def view(shown: Sequence[Row], screen: Screen) -> list[Line]:
        from pilkada_cli.screens.post import flaw_list

        return flaw_list(shown, count, screen.columns)

    session_of(context).show(Table(FLAWS, flaws, view=view))
    if flaws:
        raise typer.Exit(1)


def _holder(context: typer.Context, files: list[str], trust: list[str] | None) -> "Callable[[Operator], list[str]]":
    """What says how a log stands to checkpoints; without any it has nothing to say, and loads nothing."""
    if not files:
        return lambda _operator: []
    from pilkada_cli.commands.posko.checkpoint import holder

    return holder(session_of(context), files, trust)


def _spell_lost(lost: Mapping[str, str]) -> Iterator[str]:
    """A sentence about what a rescue could not save."""
    if lost:
        sentence = ngettext(
            "{count} entry is lost, as a rescue has recorded; see: pilkada posko log --kind lost",
            "{count} entries are lost, as a rescue has recorded; see: pilkada posko log --kind lost",
            len(lost),
        )
        yield sentence.format(count=spell_number(len(lost)))


def rebuild_lists(context: typer.Context) -> None:
    """Make what the lists show anew from the log."""
    with operator_of(context, answer=REBUILT, write=True, lost=True) as operator:
        operator.log.rebuild()
        count = operator.log.count()
    answer: Row = {"entries": count}
    good = _("The lists are made anew from {count} entries.").format(count=spell_number(count))
    report_done(session_of(context), REBUILT, answer, good)
