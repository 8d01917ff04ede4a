"""A target for the options that take a text, through the whole program: no text of one ends it with 70."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

from fuzz.posts import keyboard
from fuzz.sentences import check
from pilkada_cli.app import BUG, app

#: Commands with a place for a text; the first byte of an input says which of them is run.
COMMANDS = [
    line.split()
    for line in """\
countdown --as-of TEXT
countdown TEXT --days
countdown --region TEXT --days
countdown --election TEXT -f json
regions list --limit TEXT
regions list --sort TEXT --limit 2
regions list --columns TEXT --limit 2
regions list --json TEXT --limit 2
regions list --search TEXT --limit 2
regions list --voted TEXT --limit 2
regions find TEXT -f json
regions find TEXT --accept 90 --scheme bps
regions find 31 --accept TEXT
regions show TEXT
contests list TEXT
elections show TEXT
sources TEXT
schema TEXT
stages list --known-on TEXT --limit 2
checklist --due-by TEXT --limit 2
calendar --alarm TEXT --main
is TEXT -q
board --refresh TEXT
posko incidents --since TEXT
posko overdue --within TEXT
posko overdue --by TEXT
posko log --from TEXT --limit 2
posko log --kind TEXT
posko show TEXT
posko sitrep --from TEXT
posko update TEXT --status selesai
posko verify --trust TEXT --against /dev/null""".splitlines()
]


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """An environment of the program's own, whose post is that of this process."""
    before = dict(os.environ)
    try:
        for name in [name for name in before if name.startswith("PILKADA_")]:
            del os.environ[name]
        assert keyboard().log
        os.environ |= {"PILKADA_POSKO": str(keyboard().folder / "posko.db"), "PILKADA_BY": "rini", "PILKADA_LANG": "en"}
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run(arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command line, and what it says on standard error."""
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    try:
        with _environment():
            app(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
        sys.stderr.flush()
        return code, sys.stderr.buffer.getvalue().decode()  # type: ignore[attr-defined]
    finally:
        sys.stdout, sys.stderr, sys.stdin = before
    return 0, ""


def options(data: bytes) -> None:
    """A text in the place of a command's option or argument."""
    if not data:
        return
    command = COMMANDS[data[0] % len(COMMANDS)]
    # No program is started with a NUL in its arguments.
    text = data[1:].replace(b"\0", b"").decode("utf-8", "surrogateescape")
    code, said = run([text if word == "TEXT" else word for word in command])
    assert code in (0, 1, 2, 3), f"exit {code}: {said[:500]}"
    assert code != BUG
    if code in (2, 3) and not said.startswith("Usage"):
        for line in said.splitlines():
            check(line)
