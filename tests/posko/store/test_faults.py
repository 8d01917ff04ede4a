"""Disks that fill, files that may not be written, are cut or another's, and a server that goes away: exit 5, a sentence."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from restricted import call, failed


def started(post, *arguments):
    """Begin the real program, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "pilkada_cli", "posko", *arguments], env={**os.environ, **post.environment},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_a_full_disk_takes_nothing_and_loses_nothing(file_post):
    file_post.report()
    before = file_post.log()
    size = Path(file_post.place).stat().st_size

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    lines = b'{"title": "banjir di mana-mana", "category": "BNC"}\n' * 5000
    assert failed(call(file_post, "import", "-", before=full, stdin=lines), "disk", "nothing was written")
    assert file_post.log() == before
    assert file_post.rows("verify") == []
    file_post.report()
    assert len(file_post.log()) == len(before) + 1


def test_a_disk_that_is_full_from_the_beginning_takes_not_even_a_nil_report(file_post):
    before = file_post.log()

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    assert failed(call(file_post, "nil", "31.71", before=full), "disk")
    assert file_post.log() == before


def test_a_read_only_file_is_read_and_not_written(file_post):
    own = file_post.report()
    Path(file_post.place).chmod(0o400)
    assert failed(call(file_post, "nil", "31.71"), "read-only; nothing was written")
    code, answer, error = call(file_post, "incidents", "--columns", "id", "--no-header")
    assert (code, answer, error) == (0, f"{own}\n", "")


def test_a_read_only_directory_is_read_and_not_written(file_post):
    own = file_post.report()
    folder = Path(file_post.place).parent
    folder.chmod(0o500)
    try:
        assert call(file_post, "incidents", "--columns", "id", "--no-header") == (0, f"{own}\n", "")
        assert call(file_post, "verify", "--no-header")[0] == 0
        assert call(file_post, "nil", "31.71")[0] == 5
    finally:
        folder.chmod(0o700)
    assert len(file_post.rows("incidents")) == 1


def test_entries_that_wait_beside_a_file_are_never_passed_over_in_silence(file_post, left_beside):
    """A writer that was killed leaves its last entries in the -wal file, which a read-only directory lets nobody read."""
    before = len(file_post.log())
    left_beside(file_post.place)
    folder = Path(file_post.place).parent
    assert Path(f"{file_post.place}-wal").stat().st_size > 0
    folder.chmod(0o500)
    try:
        code, answer, error = call(file_post, "log", "--no-header")
        assert (code, len(answer.splitlines())) == (0, before + 1) or (code, answer) == (5, ""), error
    finally:
        folder.chmod(0o700)
    assert len(file_post.log()) == before + 1


def test_a_directory_in_place_of_the_file(files, post_at):
    post = post_at(files())
    Path(post.place).mkdir()
    for arguments in (["open", "31"], ["incidents"], ["nil", "31.71"]):
        assert "is a directory" in post.said(*arguments, ends=5)


@pytest.mark.parametrize("kept", [1, 100, 4096, 5000, 20_000])
def test_a_truncated_file_is_said_to_be_damaged_and_left_alone(file_post, kept):
    for number in range(30):
        file_post.report(f"laporan {number}")
    path = Path(file_post.place)
    path.write_bytes(path.read_bytes()[:kept])
    for arguments in (["nil", "31.71"], ["verify"], ["incidents"], ["open", "31"]):
        code, answer, error = call(file_post, *arguments)
        assert (code, answer) == (5, ""), (arguments, error)
        assert error.startswith("pilkada: The post's store ")
    assert path.read_bytes()[:kept] == path.read_bytes()
    assert path.stat().st_size == kept


def test_bytes_changed_within_the_file_are_found_or_said(file_post):
    for number in range(50):
        file_post.report(f"laporan {number}")
    path = Path(file_post.place)
    whole = path.read_bytes()
    for place in range(4096, len(whole), len(whole) // 15):
        path.write_bytes(whole[:place] + bytes(64) + whole[place + 64 :])
        code, _answer, error = call(file_post, "verify")
        assert code in (0, 1, 5), (place, error)
        assert "bug" not in error


@pytest.mark.parametrize("content", [b"id,title\n1,x\n", b"\x00" * 8192, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database(files, post_at, content):
    post = post_at(files())
    Path(post.place).write_bytes(content)
    for arguments in (["open", "31"], ["incidents"], ["nil", "31.71"]):
        post.said(*arguments, ends=5)
    assert Path(post.place).read_bytes() == content


def test_a_store_that_cannot_be_opened_is_not_kept_open(file_post, monkeypatch):
    """A name in it that is no text is an error of Python's and not of SQLite's."""
    path, opened, real = Path(file_post.place), [], sqlite3.connect

    def connect(*given, **more):
        opened.append(real(*given, **more))
        return opened[-1]

    path.write_bytes(
        path.read_bytes().replace(b"tableentries", b"table\xff\xfe\xfdries").replace(b"CREATE TABLE", b"CREATE TABLX")
    )
    monkeypatch.setattr(sqlite3, "connect", connect)
    file_post.said("incidents", ends=5)
    assert opened
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_another_program_s_database_is_left_alone(files, post_at):
    post = post_at(files())
    connection = sqlite3.connect(post.place)
    connection.execute("CREATE TABLE places (url TEXT)")
    connection.close()
    before = Path(post.place).read_bytes()
    for arguments in (["open", "31"], ["incidents"], ["nil", "31.71"]):
        assert "another program's database" in post.said(*arguments, ends=5)
    assert Path(post.place).read_bytes() == before


def test_a_place_that_cannot_be_made(tmp_path, post_at):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "cannot be opened" in post_at(str(tmp_path / "file" / "posko.db")).said("open", "31", ends=5)
    assert "cannot be opened" in post_at("/dev/null/posko.db").said("open", "31", ends=5)
    assert "is not a file" in post_at("/dev/null").said("open", "31", ends=5)


def test_a_file_that_somebody_holds_for_too_long(file_post, monkeypatch):
    from pilkada_cli.posko.store.sqlite import opening

    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    holder = sqlite3.connect(file_post.place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "is held by another program for too long" in file_post.said("nil", "31.71", ends=5)
    assert file_post.rows("incidents") == []
    holder.close()
    file_post("nil", "31.71")


@pytest.mark.parametrize("arguments", [
    ["incidents"], ["log"], ["export"], ["verify"], ["sitrep"], ["overdue"], ["members", "list"], ["plan", "list"], ["show", "ffffff"],
])  # fmt: skip
def test_reading_never_writes(file_post, arguments):
    file_post.report()
    folder = Path(file_post.place).parent
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    call(file_post, *arguments)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_no_server_there(post_at):
    for arguments in (["open", "31"], ["incidents"]):
        assert "cannot be reached" in post_at("postgresql://127.0.0.1:1/posko?connect_timeout=2").said(
            *arguments, ends=5
        )
        assert post_at("postgresql://[broken").said(*arguments, ends=5)


def test_no_such_database(server, post_at):
    assert "does not exist" in post_at(server.get_uri(database="nothing_here")).said("incidents", ends=5)


def gone_meanwhile(server, post, process, rest, until):
    """End the server's connections of a process as soon as there is one, and give what the process says of it."""
    name = post.place.split("/")[3].split("?")[0]
    sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        until(lambda: connection.execute(sql, (name,)).fetchone()[0])
    out, err = process.communicate(rest, timeout=60)
    assert (process.returncode, out) == (5, b"")
    assert err.count(b"\n") == 1
    return err.decode()


def test_a_server_that_goes_away_while_lines_are_read(database, server, post_at, until):
    post = post_at(database())
    post("open", "31")
    before = post.log()
    line = b'{"title": "x", "category": "LOG"}\n'
    process = started(post, "import", "-")
    process.stdin.write(line)
    process.stdin.flush()
    said = gone_meanwhile(server, post, process, line, until)
    assert " went away: " in said
    assert "look whether your entry is there before you write it again" in said
    assert post.log() == before


def test_a_server_that_goes_away_in_the_middle_of_a_turn_has_taken_nothing(
    database, server, files, post_at, tmp_path, until
):
    many, post = post_at(files()), post_at(database())
    many("open", "31")
    many("import", "-", stdin='{"title": "x", "category": "LOG"}\n' * 20_000)
    export = many.export(tmp_path / "many.jsonl")
    post("open", "31")
    before = post.log()
    said = gone_meanwhile(server, post, started(post, "merge", str(export)), b"", until)
    assert "went away: " in said or "cannot be reached: " in said
    assert post.log() == before


def test_who_waits_for_a_turn_gets_it_and_can_be_interrupted(file_post):
    holder = sqlite3.connect(file_post.place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    patient, hasty = started(file_post, "nil", "31.71"), started(file_post, "nil", "31.72")
    waiting = b"pilkada: Another keyboard is writing; waiting for its end. Ctrl-C is safe.\n"
    assert (patient.stderr.readline(), hasty.stderr.readline()) == (waiting, waiting)
    hasty.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert hasty.communicate(timeout=30) == (b"", b"")
    assert hasty.returncode == 130
    assert time.monotonic() - began < 15
    holder.execute("COMMIT")
    holder.close()
    out, err = patient.communicate(timeout=30)
    assert (patient.returncode, err, len(out)) == (0, b"", 37)


@pytest.mark.parametrize("command", ["merge", "import"])
def test_who_waits_for_standard_input_holds_nobody_up(post, command):
    waiting = started(post, command, "-")
    # What is given is more than a pipe holds, so that the last byte is taken only by a program that reads.
    waiting.stdin.write(b"\n" * (1 << 17))
    waiting.stdin.flush()
    post.report()
    assert waiting.communicate(b"", timeout=30)[1] == b""
    assert waiting.returncode == 0


def test_standard_input_that_cannot_be_read_is_no_bug(file_post):
    with Path("/dev/null").open("wb") as unreadable:
        for arguments in (["report", "x", "--category", "LOG", "--details", "-"], ["import", "-"], ["merge", "-"]):
            result = subprocess.run(
                [sys.executable, "-m", "pilkada_cli", "posko", *arguments], stdin=unreadable, capture_output=True, check=False,
                env={**os.environ, **file_post.environment},
            )  # fmt: skip
            assert (result.returncode, result.stdout) == (2, b""), result.stderr
            assert b"cannot be read" in result.stderr


@pytest.mark.parametrize("arguments", [["--host", "x" * 301], ["--by", " "], ["--as-of", "xx"], ["--columns", "xx"]])
def test_a_refused_opening_leaves_nothing_behind(files, post_at, arguments):
    post = post_at(files())
    post.said("open", "31", *arguments)
    assert not Path(post.place).exists()


def test_without_the_extra_a_sentence_says_how_to_install_it(post_at, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'pilkada-cli[postgres]'" in post_at("postgresql://localhost/posko").said("incidents", ends=5)


def test_the_default_place_is_the_user_s_data_directory(run, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert run("posko", "open", "31", "--by", "rini").exit_code == 0
    assert (tmp_path / "share" / "pilkada" / "posko.db").exists()


def test_no_room_to_put_lines_aside_is_said(file_post, tmp_path, monkeypatch):
    before = file_post.log()
    size = Path(file_post.place).stat().st_size

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    lines = (b'{"title": "x", "category": "LOG", "details": "' + b"y" * 2000 + b'"}\n') * 4000
    code, answer, error = call(file_post, "import", "-", before=full, stdin=lines)
    assert (code, answer) == (5, "")
    assert "to put the lines aside" in error
    assert file_post.log() == before


def test_a_path_that_is_too_long_is_no_bug_for_the_checklist_either(run, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", "/tmp/" + "a" * 300)
    for arguments, code in ((["checklist"], 0), (["posko", "incidents"], 5)):
        result = run(*arguments)
        assert (result.exit_code, bool(result.stdout)) == (code, code == 0)
        assert "cannot be opened" in result.stderr


def test_who_reads_while_somebody_clears_up_waits_for_it(file_post):
    """A writer that ends holds the file for itself while it moves the last entries into it."""
    holder = sqlite3.connect(file_post.place, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("COMMIT")
    Path(f"{file_post.place}-wal").touch()
    patient = started(file_post, "incidents", "--columns", "id", "--no-header")
    assert patient.stderr.readline() == b"pilkada: Another keyboard is writing; waiting for its end. Ctrl-C is safe.\n"
    holder.close()
    assert patient.communicate(timeout=30) == (b"", b"")
    assert patient.returncode == 0


HOMELESS = """
import os, sys
from pathlib import Path
def nowhere(*_given):
    raise RuntimeError("Could not determine home directory.")
# As for an account that has no entry among the system's users, which only its administrator can be here.
Path.home = nowhere
os.path.expanduser = lambda path: path
from pilkada_cli.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("command", "code"),
    [("countdown --days", 0), ("checklist", 0), ("status", 0), ("is kampanye", 1), ("posko words", 0), ("posko incidents", 5), ("posko open 31", 5)],
)  # fmt: skip
def test_where_no_home_is_known_only_the_store_is_missing(command, code):
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    result = subprocess.run(
        [sys.executable, "-c", HOMELESS, *command.split()], capture_output=True, check=False, text=True,
        env={**environment, "PILKADA_AS_OF": "H-1", "PILKADA_BY": "rini"},
    )  # fmt: skip
    assert result.returncode == code, result.stderr
    assert bool(result.stdout) == (code != 5)
    if code == 5:
        assert result.stderr == (
            "pilkada: No home directory is known, where the post's store would be: set PILKADA_POSKO, or HOME.\n"
        )
