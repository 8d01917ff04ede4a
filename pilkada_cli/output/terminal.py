"""Standard input, output and error: writing whole answers, the pager, a display that updates, and failures."""

import io
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from pilkada_cli.errors import NoSuchFile, OutputFailed, ReaderGone, UsageError
from pilkada_cli.language import _
from pilkada_cli.output.lines import Line
from pilkada_cli.output.paint import paint
from pilkada_cli.output.table import Screen
from pilkada_cli.printable import visible

#: The widest and highest screen that COLUMNS and LINES may speak of.
LARGEST = 10_000


def prepare() -> None:
    """Make standard output and error UTF-8 whatever the locale, and forget COLUMNS and LINES that are no numbers.

    What cannot be encoded is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for name in ("COLUMNS", "LINES"):
        # Out of the environment itself, from which rich and the pager read them as well.
        if not _is_size(os.environ.get(name, "")):
            os.environ.pop(name, None)


def _is_size(text: str) -> bool:
    """Whether a text is a number of columns or lines, from 1 to LARGEST, in ASCII digits (`²` is a digit to Python)."""
    return text.isascii() and text.isdecimal() and len(text) < 10 and 0 < int(text) <= LARGEST


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def screen() -> Screen:
    """The screen of standard output; COLUMNS, NO_COLOR and TERM=dumb are respected."""
    terminal = on_terminal()
    size = shutil.get_terminal_size()
    width = size.columns if terminal or "COLUMNS" in os.environ else None
    dumb = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Screen(
        width=max(width, 1) if width else None,
        colour=terminal and not dumb,
        terminal=terminal,
        height=max(size.lines, 1) if terminal else None,
        unicode=_speaks_unicode(),
    )


def _speaks_unicode() -> bool:
    """Whether the locale's encoding is UTF-8, or is not given; not so for the locales C and POSIX."""
    locale = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := os.environ.get(name))), "")
    coding = locale.partition(".")[2].partition("@")[0].replace("-", "").casefold()
    return locale not in ("C", "POSIX") and coding in ("", "utf8")


def write(text: str) -> None:
    """Write all of the text to standard output; raises OutputFailed, or ReaderGone where a pipe was closed."""
    try:
        if sys.stdout is None:
            raise OSError(0, "standard output is closed")
        sys.stdout.flush()
        _put(getattr(sys.stdout.buffer, "raw", sys.stdout.buffer), text.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        _abandon_output()
        raise ReaderGone from None
    except (OSError, ValueError) as error:
        _abandon_output()
        raise OutputFailed(getattr(error, "strerror", None) or str(error)) from None


def _put(stream: Any, content: bytes) -> None:
    """Write all of the bytes to a stream without a buffer, of which a write may take a part, or nothing for now."""
    rest = memoryview(content)
    while rest:
        written = stream.write(rest)
        if written is None:
            # A pipe that whoever started us has set not to wait (O_NONBLOCK) and that is full: we wait for its reader.
            select.select([], [stream], [])
        rest = rest[written or 0 :]
    stream.flush()


#: How many characters are written at once.
CHUNK = 1 << 18


def write_pieces(pieces: Iterable[str]) -> None:
    """Write an answer as it is made, CHUNK by CHUNK: a short one is whole before anything of it is written."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= CHUNK:
            write("".join(waiting))
            waiting, length = [], 0
    write("".join(waiting))


def say(sentence: str) -> None:
    """Write a sentence to standard error, its control characters as escapes; a failure to do so is ignored."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(visible(sentence, keep="\n") + "\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        pass


def can_ask() -> bool:
    """Whether somebody is there to answer a question: all three streams are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def ask(question: str) -> bool | None:
    """Ask on standard error for yes or no; None where nobody is there to answer."""
    if not can_ask():
        return None
    choice = _("[y/N]")
    sys.stderr.write(f"{visible(question)} {choice} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "ya")


def ask_or_refuse(question: str) -> None:
    """Go on where a person says yes; raise UsageError otherwise, and where nobody is there to ask."""
    answer = ask(question)
    if answer is None:
        raise UsageError(_("{question} To record it: --force").format(question=question))
    if not answer:
        raise UsageError(_("Nothing was recorded."))


def show(text: str) -> None:
    """Write an answer; one longer than the terminal goes through the pager, as in git."""
    if on_terminal() and text.count("\n") >= shutil.get_terminal_size().lines and _page(text):
        return
    write(text)


def _page(text: str) -> bool:
    """Show the text in the pager, and return whether there is one that could be started."""
    command = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    if command in ("", "cat"):
        return False
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    if "r" not in environment["LESS"].casefold():
        # Without it less would show our colours as escape characters.
        environment["LESS"] = f"-R {environment['LESS']}"
    # PAGER is a command line, as git and man read it. An interrupt is the pager's, not ours.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager = subprocess.Popen(  # noqa: S602 - the user's own setting
            command, shell=True, stdin=subprocess.PIPE, env=environment, preexec_fn=_interruptible
        )
        try:
            pager.communicate(text.encode("utf-8", "backslashreplace"))
        except BrokenPipeError:
            pager.wait()
        return pager.returncode not in (126, 127)
    finally:
        signal.signal(signal.SIGINT, before)


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _abandon_output() -> None:
    """Point standard output to the null device, so that Python does not fail again when it flushes at its end."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted, not a path
        try:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        except (OSError, ValueError, AttributeError):
            sys.stdout = None


def tick(draw: Callable[[datetime, int], Sequence[Line]], now: Callable[[], datetime]) -> None:
    """Draw lines in place once a second until interrupted, and remove them then; raises UsageError without a terminal.

    `draw` takes the moment that `now` returns and the width in columns.
    """
    if not on_terminal():
        raise UsageError(_("--watch needs a terminal; without one, ask for --days or -f json in a loop."))
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    colour = screen().colour
    console = Console(highlight=False, no_color=not colour, legacy_windows=False)
    with Live(console=console, auto_refresh=False, transient=True) as live:
        while True:
            moment = now()
            shown = screen()
            text = paint(draw(moment, max(shown.columns - 1, 1)), shown)
            live.update(Text.from_ansi(text.rstrip("\n"), no_wrap=True, overflow="crop"), refresh=True)
            time.sleep(1 - moment.microsecond / 1_000_000)


@contextmanager
def open_lines(name: str) -> Iterator[BinaryIO]:
    """Open a file for reading bytes, or standard input for `-`; raises NoSuchFile."""
    if name == "-":
        yield sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening it may fail here
    except (OSError, ValueError) as error:
        raise NoSuchFile(name, getattr(error, "strerror", None) or str(error)) from None
    with file:
        yield file


#: Bytes of a file that is read in the blink of an eye: no bar is drawn for less.
SHORT_WORK = 2 << 20


@contextmanager
def progress(file: IO[bytes], what: str) -> Iterator[IO[bytes]]:
    """The file with a bar on standard error of how much of it has been read, where somebody waits at a terminal.

    Without a terminal, for a short file and for a pipe, it is the file itself.
    """
    size = _size(file)
    if size < SHORT_WORK or sys.stderr is None or not sys.stderr.isatty():
        yield file
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, no_color=bool(os.environ.get("NO_COLOR")))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield bar.wrap_file(cast(BinaryIO, file), total=size, description=what)


def _size(file: IO[bytes]) -> int:
    """The bytes of a file; 0 of what has no size, such as a pipe."""
    try:
        return os.fstat(file.fileno()).st_size if file.seekable() else 0
    except (OSError, ValueError):
        return 0


def read_lines() -> Iterator[str]:
    """The lines of standard input without line breaks and BOM; bytes that are not UTF-8 become surrogate escapes."""
    if sys.stdin is None:
        return
    for number, line in enumerate(sys.stdin.buffer):
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        yield text.removeprefix("\ufeff") if number == 0 else text
