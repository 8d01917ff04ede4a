"""Many at one log: nobody waits in vain, nothing is lost, and who is killed has lost nothing that was acknowledged."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from writer import NOW

from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.log.verify import verify

WRITER = Path(__file__).with_name("writer.py")
WRITERS, LOOPS = 16, 8
#: How many entries each writer appends, and how many are killed: by hand ten times as many, before a change of how
#: entries are written lands (docs/testing.md). A server takes each turn over a socket, and so fewer by default.
TIMES = int(os.environ.get("PILKADA_CROWD", "1"))
ENTRIES = {"sqlite": 200 * TIMES, "postgres": 50 * TIMES}
KILLS = 100 * TIMES
CALLS = 3 * TIMES
#: How many lines the import has that is killed.
IMPORTED = 8_000
#: The one sentence that somebody may see in a crowd, on a machine with much else to do.
WAITS = b"pilkada: Another keyboard is writing; waiting for its end. Ctrl-C is safe.\n"


def silent(said):
    """Whether nothing was said but that others write just now."""
    assert said.replace(WAITS, b"") == b"", said
    return True


def entries_each(post):
    return ENTRIES["postgres" if post.place.startswith("postgresql:") else "sqlite"]


def started(post, *arguments, **settings):
    environment = {**os.environ, **post.environment}
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings
    )


def test_sixteen_processes_append_all_their_entries(post):
    before, each = len(post.log()), entries_each(post)
    crowd = [started(post, str(WRITER), post.place, f"w{number}", str(each)) for number in range(WRITERS)]
    ids = set()
    for process in crowd:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        assert silent(err)
        ids |= set(out.decode().split())
    log = post.log()
    assert len(ids) == WRITERS * each
    assert len(log) == before + WRITERS * each
    assert ids <= {entry["id"] for entry in log}
    assert post.rows("verify") == []
    notes = [entry["body"].get("note") for entry in log if entry["writer"] == "w7"]
    assert notes == [f"w7 {number}" for number in range(each)]


def test_eight_shell_loops_of_the_real_command(post):
    before = len(post.log())
    command = f'"{sys.executable}" -m pilkada_cli posko report "laporan $1-$i" --category LOG --region 31.7$((i % 5 + 1)) --by "loop$1"'
    script = f"for i in $(seq {CALLS}); do {command} || exit; done"
    environment = {**os.environ, **post.environment}
    loops = [
        subprocess.Popen(["sh", "-c", script, "sh", str(number)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(LOOPS)
    ]  # fmt: skip
    ids = []
    for loop in loops:
        out, err = loop.communicate(timeout=300)
        assert loop.returncode == 0, err
        assert silent(err)
        ids += out.decode().split()
    assert len(set(ids)) == LOOPS * CALLS
    assert sorted(row["id"] for row in post.rows("incidents")) == sorted(ids)
    assert len(post.log()) == before + LOOPS * CALLS
    assert post.rows("verify") == []


def test_many_open_one_post_at_once(laptop, roster):
    keyboard = laptop()
    crowd = [started(keyboard, "-m", "pilkada_cli", "posko", "open", "31") for _ in range(8)]
    for process in crowd:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out) == (0, b"31\n")
        # PostgreSQL's owner is told each time how people get its roles.
        assert all(b"needs: GRANT" in line for line in err.replace(WAITS, b"").splitlines())
    assert sum(entry["kind"] == "open" for entry in keyboard.log()) == 1
    assert [row["agency"] for row in keyboard.rows("members", "list")] == roster


def test_readers_among_writers_see_whole_entries_and_hold_nobody_up(post):
    crowd = [started(post, str(WRITER), post.place, f"w{number}", "100") for number in range(2)]
    for _ in range(10):
        assert post.rows("verify") == []
        post("sitrep")
    for process in crowd:
        assert silent(process.communicate(timeout=120)[1])
        assert process.returncode == 0


def killed_after(post, name, acknowledged):
    """Run a writer, kill it when it has acknowledged so many entries, and give the ids of all that it had by then."""
    process = started(post, str(WRITER), post.place, name, "1000000")
    lines = [process.stdout.readline() for _ in range(acknowledged)]
    process.send_signal(signal.SIGKILL)
    out, _err = process.communicate(timeout=60)
    return (b"".join(lines) + out).decode().split()


def seconds_to_a_first_entry(post):
    """How long a writer takes to open the log and to append to it, so that a kill may come before, within and after."""
    began = time.monotonic()
    log = open_log(post.place, write=True)
    with log.writing() as turn:
        turn.append(Act("nil", {}, "31.71"), writer="first", now=NOW, post="31")
    log.close()
    return time.monotonic() - began


def test_writers_killed_at_random_moments_leave_a_whole_log(post):
    """The writers are forks of this process, which has all modules at hand, so that they write at once."""
    chance = random.Random(20241127)
    acknowledged = []
    longest = max(0.03, 2 * seconds_to_a_first_entry(post))
    for kill in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writing, 1)
            os.close(reading)
            from writer import write

            try:
                write(post.place, f"k{kill % 10}", 1_000_000)
            finally:
                os._exit(1)
        os.close(writing)
        # The one clock here: a kill comes at any moment of what a writer was just measured to take.
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            acknowledged += [line.decode() for line in pipe.read().splitlines() if len(line) == 36]
        if kill % 100 == 99:
            log = open_log(post.place)
            with log.reading():
                assert verify(log) == []
                assert set(acknowledged) <= {entry.id for entry in log.entries()}
            log.close()
    assert len(acknowledged) > KILLS // 10


@pytest.fixture(scope="module")
def seconds_to_import(post_at, shared_place, many):
    """How long the command takes on this machine, as it is now, to import all lines."""
    whole = post_at(shared_place())
    whole("open", "31")
    began = time.monotonic()
    process = started(whole, "-m", "pilkada_cli", "posko", "import", str(many))
    process.communicate(timeout=120)
    assert process.returncode == 0
    return time.monotonic() - began


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A file of many lines."""
    lines = tmp_path_factory.mktemp("many") / "many.jsonl"
    lines.write_text('{"title": "x", "category": "LOG"}\n' * IMPORTED, encoding="utf-8")
    return lines


@pytest.mark.parametrize("part", [0.3, 0.6, 0.8, 0.9, 0.95])
def test_the_real_command_killed_while_it_imports_has_recorded_all_or_nothing(
    post_at, shared_place, many, seconds_to_import, part
):
    """It is killed after a part of what the whole takes: while it reads, while entries wait, and within the turn at its end."""
    post = post_at(shared_place())
    post("open", "31")
    process = started(post, "-m", "pilkada_cli", "posko", "import", str(many))
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds_to_import * part)
    process.kill()
    process.communicate(timeout=60)
    assert len(post.rows("incidents", "--columns", "id")) in (0, IMPORTED)
    assert post.rows("verify") == []
    post.report("danach")


def test_a_writer_killed_between_two_entries_is_followed_by_the_next(post):
    acknowledged = []
    for round_ in range(3):
        acknowledged += killed_after(post, f"w{round_}", round_ + 2)
    assert len(acknowledged) >= 9
    assert set(acknowledged) <= {entry["id"] for entry in post.log()}
    assert post.rows("verify") == []
