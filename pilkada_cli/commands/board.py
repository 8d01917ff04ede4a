"""`pilkada board`: writes one page for the wall, once or again and again."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pilkada_cli.clock import NATIONAL, elapsed, read, wait_until
from pilkada_cli.commands.board_facts import Wanted, gather
from pilkada_cli.commands.shared import RegionOption, session_of
from pilkada_cli.errors import FileFailed, PilkadaError, UsageError
from pilkada_cli.language import N_, _, spell_clock, spell_short
from pilkada_cli.output import terminal
from pilkada_cli.output.placing import placed
from pilkada_cli.output.staging import ending_tidily
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.pages.board import Board
    from pilkada_cli.session import Session

#: The most seconds between two writings: a day.
LONGEST = 86_400
#: Bytes of a file in which the mark of a board stands.
BEGINNING = 4096


def write_board(
    context: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help=N_("The file of the page; else standard output."))
    ] = None,
    region: RegionOption = None,
    refresh: Annotated[
        int | None, typer.Option("--refresh", metavar="SECONDS", help=N_("Write it again so often, until Ctrl-C."))
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help=N_("Write it once alone; cron does so again after --refresh seconds."))
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help=N_("Leave out every text that somebody at the post has written."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=N_("Replace a file that is no board."))] = False,
) -> None:
    """Write the board."""
    session = session_of(context)
    if session.format is not None:
        raise UsageError(_("board writes a web page; it takes no --format."))
    if refresh is not None and not 1 <= refresh <= LONGEST:
        raise UsageError(_("--refresh takes 1 to {most} seconds.").format(most=LONGEST))
    if output is None and refresh and not once:
        raise UsageError(_("--refresh writes a file again and again: give --output FILE as well."))
    wanted = Wanted(session, session.region(region), refresh or 0, public)
    if output is None:
        from pilkada_cli.pages.board import render_board

        _tell_of_missing_store(session)
        terminal.write(render_board(gather(wanted, session.now(wanted.region))))
        return
    _refuse_other_file(output, force=force)
    if refresh and not once:
        _keep_writing(wanted, output)
    board = gather(wanted, session.now(wanted.region))
    _write(output, board)
    _tell_of_missing_store(session)


def _tell_of_missing_store(session: "Session") -> None:
    if place := session.missing_store:
        sentence = _("pilkada: no post is shown: no store is at {place}, which PILKADA_POSKO names.")
        terminal.say(sentence.format(place=visible(place)))


def _refuse_other_file(path: Path, *, force: bool) -> None:
    """Raise UsageError where a file that is no board stands in the place."""
    from pilkada_cli.pages.board import MARK

    if force or not path.is_file():
        return  # What is there and no file is refused when the page is written.
    try:
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError as error:
        raise FileFailed(str(path), error.strerror or str(error)) from None
    if beginning and MARK.encode() not in beginning:
        sentence = _("The file {file} is there and is no board; give another name, or --force to replace it.")
        raise UsageError(sentence.format(file=visible(str(path))))


def _write(path: Path, board: "Board") -> None:
    from pilkada_cli.pages.board import render_board

    # A browser of somebody else, as a kiosk has one, must be able to read it where the umask lets it.
    with placed(path, force=True, public=True) as made:
        made.write_text(render_board(board), encoding="utf-8")


def _keep_writing(wanted: Wanted, path: Path) -> NoReturn:
    """Write the board every so many seconds, until somebody stops the program.

    Where the post cannot be read, the page says so and since when, and it is tried again; so it is where the page
    cannot be written, unless its directory is not there from the beginning, or is closed to us.
    """
    running = wanted.session.clock.running(wanted.region.zone if wanted.region else NATIONAL)
    board = gather(wanted, running())
    _write_or_tell(path, board, first=True)
    _tell_of_missing_store(wanted.session)
    told = _("pilkada: {file} is written every {seconds} seconds; Ctrl-C ends that.")
    terminal.say(told.format(file=visible(str(path)), seconds=wanted.refresh))
    began, turn, since = elapsed(), 0, None
    with ending_tidily():
        while True:
            turn = max(turn + 1, int((elapsed() - began) // wanted.refresh))
            _sleep_until(began + turn * wanted.refresh)
            try:
                board, since = gather(wanted, running()), None
            except PilkadaError as error:
                since = since or board.now.now
                terminal.say(f"pilkada: {error}")
                board = board._replace(trouble=_trouble(since, running(), board.zone))
            _write_or_tell(path, board)


def _write_or_tell(path: Path, board: "Board", *, first: bool = False) -> None:
    """Write the board, or say why that cannot be done now; the first time, raise what no waiting mends."""
    try:
        _write(path, board)
    except PilkadaError as error:
        if first and not (isinstance(error, FileFailed) and os.access(path.parent, os.W_OK | os.X_OK)):
            raise
        terminal.say(f"pilkada: {error}")


def _trouble(since: datetime, now: datetime, zone: str) -> str:
    sentence = _("STANDING STILL since {time} {zone}: the post cannot be read.")
    day = "" if since.date() == now.date() else f"{spell_short(since, year=True)} "
    return sentence.format(time=f"{day}{spell_clock(since)}", zone=zone)


def _sleep_until(moment: float) -> None:
    from datetime import timedelta

    left = moment - elapsed()
    if left > 0:
        wait_until(read(NATIONAL) + timedelta(seconds=left), lambda: read(NATIONAL), timeout=left)
