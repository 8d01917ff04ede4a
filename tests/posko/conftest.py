"""What the tests of the command post share: a post at a keyboard, on both stores."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from own_server import databases
from typer.testing import CliRunner

from pilkada_cli.app import app
from pilkada_cli.clock import zone
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.posko.log.entry import canonical, line_of, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.moments import milliseconds, write_moment
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.words import Words
from pilkada_cli.posko.words_file import load_words

#: Six in the morning of voting day in Jakarta, as the log writes it and as people do.
MORNING = "2024-11-27T06:00"


def tamper(place: str, *statements: tuple[Any, ...]) -> None:
    """Run statements past our own code, each with its values, as somebody with the password or the file might."""
    if read_location(place).url:
        with psycopg.connect(place, options="-c search_path=pilkada", autocommit=True) as connection:
            for statement, *values in statements:
                connection.execute(statement.replace("?", "%s"), values)
        return
    with closing(sqlite3.connect(place)) as file:
        for statement, *values in statements:
            file.execute(statement, values)
        file.commit()


@contextmanager
def unguarded(place: str) -> Iterator[None]:
    """Take the guard away that keeps the log as it is, as its owner can, and put it back at the end."""
    if read_location(place).url:
        tamper(place, ("ALTER TABLE entries DISABLE TRIGGER ALL",))
        yield
        tamper(place, ("ALTER TABLE entries ENABLE TRIGGER ALL",))
        return
    with closing(sqlite3.connect(place)) as file:
        triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    tamper(place, *((f"DROP TRIGGER {name}",) for name, _sql in triggers))
    yield
    tamper(place, *((sql,) for _name, sql in triggers))


class Post:
    """A post's keyboard: `post("report", ...)` runs `pilkada posko report ...` on its own store."""

    def __init__(self, place: str, by: str = "rini", as_of: str | None = MORNING) -> None:
        self.place, self.by, self.as_of = place, by, as_of

    @property
    def environment(self) -> dict[str, str]:
        """What tells the program where the store is, who writes, and what time it is."""
        clock = {"PILKADA_AS_OF": self.as_of} if self.as_of else {}
        return {"PILKADA_POSKO": self.place, "PILKADA_BY": self.by, **clock}

    def __call__(self, *arguments: str, stdin: str | bytes | None = None, ends: int | None = 0) -> Any:
        result = CliRunner().invoke(app, ["posko", *arguments], input=stdin, env=self.environment)
        assert ends in (None, result.exit_code), (arguments, result.exit_code, result.output, result.exception)
        return result

    def said(self, *arguments: str, ends: int = 2, stdin: str | bytes | None = None) -> str:
        """The one sentence of an error; nothing is answered beside it."""
        result = self(*arguments, ends=ends, stdin=stdin)
        assert result.stdout == ""
        assert result.stderr.startswith("pilkada: ")
        assert result.stderr.endswith("\n")
        return result.stderr.removeprefix("pilkada: ").rstrip("\n")

    def rows(self, *arguments: str, ends: int = 0) -> Any:
        """What it answers as JSON."""
        return json.loads(self(*arguments, "-f", "json", ends=ends).stdout)

    def id(self, *arguments: str) -> str:
        """The id that it prints where nobody looks on."""
        return str(self(*arguments).stdout.strip())

    def report(self, title: str = "Surat suara kurang", category: str = "LOG", **options: str) -> str:
        """The id of a new incident."""
        more = [part for name, value in options.items() for part in (f"--{name}", value)]
        return self.id("report", title, "--category", category, *more)

    def log(self) -> list[dict[str, Any]]:
        """All entries, as they are exported."""
        return [json.loads(line) for line in self("export").stdout.splitlines()]

    def export(self, path: Path) -> Path:
        """The exported log, in a file."""
        path.write_text(self("export").stdout, encoding="utf-8")
        return path

    def take(self, kind: str, subject: str | None = None, **body: Any) -> str:
        """Merge an entry of another program of this kind, whose texts nobody has checked; gives its id."""
        moment = write_moment(datetime.fromisoformat(self.as_of or MORNING).replace(tzinfo=zone("WIB")))
        own = Ids().make(milliseconds(moment))
        known = {"title": "x", "region": "31.71", "category": "LOG", "severity": "sedang", "status": "baru"}
        content = canonical({**(known if kind == "report" else {}), **body})
        entry = sign(own, "31", f"other-{own}", moment, moment, kind, subject or own, content, None)
        self("merge", "-", stdin=line_of(entry))
        return own

    def tamper(self, *statements: tuple[Any, ...]) -> None:
        """Change the store as its owner can, by taking the guard away meanwhile."""
        with unguarded(self.place):
            tamper(self.place, *statements)

    def at(self, as_of: str | None) -> "Post":
        """The same keyboard at another time."""
        return Post(self.place, self.by, as_of)

    def used_by(self, name: str) -> "Post":
        """The same store, with somebody else at the keyboard."""
        return Post(self.place, name, self.as_of)


@pytest.fixture(scope="session")
def words() -> Words:
    """The words of the post, from data/posko.yaml."""
    return load_words(DataFiles(shipped()))


@pytest.fixture(scope="session")
def roster(words: Words) -> list[str]:
    """The agencies that a new post has: those that a source shows, and none that is a proposal."""
    return [agency.id for agency in words.agencies.values() if not agency.practice]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """As `place`, for stores that the tests of a module share, as they only read them; their home is not the user's."""
    folder = tmp_path_factory.mktemp("shared")
    with ExitStack() as held:
        held.enter_context(pytest.MonkeyPatch.context()).setenv("HOME", str(folder))
        if request.param == "postgres":
            yield held.enter_context(databases(request.getfixturevalue("server")))
        else:
            yield lambda: str(folder / f"{uuid4().hex}.db")


@pytest.fixture
def files(tmp_path: Path) -> Callable[[], str]:
    """Gives the path of a new SQLite store."""
    return lambda: str(tmp_path / f"{uuid4().hex}.db")


# A new store is one more of these, with what it takes to `tamper` with it.
@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Callable[[], str]:
    """A place for a new store: the whole suite runs over both kinds."""
    make: Callable[[], str] = request.getfixturevalue("files" if request.param == "sqlite" else "database")
    return make


@pytest.fixture(scope="session")
def post_at() -> type[Post]:
    """Makes a keyboard at a given place."""
    return Post


@pytest.fixture
def laptop(place: Callable[[], str]) -> Callable[..., Post]:
    """A keyboard with a new store of its own; nothing is open there yet."""
    return lambda by="rini", as_of=MORNING: Post(place(), by, as_of)


@pytest.fixture
def post(laptop: Callable[..., Post]) -> Post:
    """Jakarta's post, open since six in the morning of voting day."""
    keyboard = laptop()
    keyboard("open", "31", "--host", "Kesbangpol DKI Jakarta")
    return keyboard


@pytest.fixture
def file_post(files: Callable[[], str]) -> Post:
    """The same, in a file: for what concerns SQLite alone, or neither store."""
    keyboard = Post(files())
    keyboard("open", "31")
    return keyboard


@pytest.fixture
def left_beside() -> Callable[[str], None]:
    """Leaves an entry beside a store, by the writer `x`, as one does that is killed before it closes the file."""
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); import writer; "
        "store = writer.open_log(sys.argv[2], write=True); other = writer.open_log(sys.argv[2], write=True)\n"
        "with other.writing() as turn:\n"
        "    turn.append(writer.Act('nil', {}, '31.71'), writer='x', now=writer.NOW, post='31')\n"
        "os._exit(0)"
    )

    def leave(place: str) -> None:
        beside = str(Path(__file__).parent / "store")
        subprocess.run([sys.executable, "-c", script, beside, place], check=True)
        Path(f"{place}-shm").unlink()

    return leave


@pytest.fixture
def past_our_code() -> Callable[..., None]:
    """Runs statements on a store at a place, with the guard of its log as it is."""
    return tamper


@pytest.fixture
def command() -> list[str]:
    """The words that start the real program."""
    return [sys.executable, "-m", "pilkada_cli"]
