"""Many at one log: nobody waits in vain, nothing is lost, and who is killed has lost nothing that was acknowledged."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from writer import NOW

from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.log.verify import verify

WRITER = Path(__file__).with_name("writer.py")
WRITERS, ENTRIES = 16, 500
LOOPS, CALLS = 8, 10
#: By hand with a thousand, before a change of how entries are written lands.
KILLS = 100


def started(post, *arguments, **settings):
    environment = {**os.environ, **post.environment}
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings
    )


def test_sixteen_processes_append_five_hundred_entries_each(post):
    before = len(post.log())
    crowd = [started(post, str(WRITER), post.place, f"w{number}", str(ENTRIES)) for number in range(WRITERS)]
    ids = set()
    for process in crowd:
        out, err = process.communicate(timeout=300)
        assert (process.returncode, err) == (0, b"")
        ids |= set(out.decode().split())
    log = post.log()
    assert len(ids) == WRITERS * ENTRIES
    assert len(log) == before + WRITERS * ENTRIES
    assert ids <= {entry["id"] for entry in log}
    assert post.rows("verify") == []
    notes = [entry["body"].get("note") for entry in log if entry["writer"] == "w7"]
    assert notes == [f"w7 {number}" for number in range(ENTRIES)]


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
        assert (loop.returncode, err) == (0, b"")
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
        assert all(b"needs: GRANT" in line for line in err.splitlines())
    assert sum(entry["kind"] == "open" for entry in keyboard.log()) == 1
    assert [row["agency"] for row in keyboard.rows("members", "list")] == roster


def test_readers_among_writers_see_whole_entries_and_hold_nobody_up(post):
    crowd = [started(post, str(WRITER), post.place, f"w{number}", "100") for number in range(2)]
    for _ in range(10):
        assert post.rows("verify") == []
        post("sitrep")
    for process in crowd:
        assert process.communicate(timeout=120)[1] == b""
        assert process.returncode == 0


def killed_after(post, name, seconds):
    """Run a writer, kill it after so long, and give the ids that it had acknowledged."""
    process = started(post, str(WRITER), post.place, name, "1000000")
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    out, _err = process.communicate(timeout=60)
    return out.decode().split()


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


@pytest.mark.parametrize("seconds", [0.05, 0.15, 0.25, 0.4])
def test_the_real_command_killed_while_it_imports_has_recorded_all_or_nothing(post, tmp_path, seconds):
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"title": "x", "category": "LOG"}\n' * 20_000, encoding="utf-8")
    process = started(post, "-m", "pilkada_cli", "posko", "import", str(lines))
    time.sleep(seconds * 4)
    process.kill()
    process.communicate(timeout=60)
    assert len(post.rows("incidents", "--columns", "id")) in (0, 20_000)
    assert post.rows("verify") == []
    post.report("danach")


def test_a_writer_killed_between_two_entries_is_followed_by_the_next(post):
    acknowledged = []
    for round_ in range(3):
        acknowledged += killed_after(post, f"w{round_}", 0.6)
    assert len(acknowledged) > 3
    assert set(acknowledged) <= {entry["id"] for entry in post.log()}
    assert post.rows("verify") == []
