"""A national post: writers in 38 provinces at one PostgreSQL, with and without a standby, and posts that exchange files."""

import gzip
import json
import os
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.measuring import Call, Figure, answer, environment, figure, run
from benchmarks.places import Place
from benchmarks.results import Line, Results
from benchmarks.server import programs, server
from benchmarks.stations import station_reports

WRITERS = (1, 4, 16, 38)
#: How long the writers write, in seconds.
LONG = 15
#: How many posts exchange files in the trial, and how many reports each has: 435,296 stations over 552 posts.
POSTS, REPORTS = 24, 789

#: Appends entries one by one, each in a turn of its own, until its time is over; prints how long each took.
WRITER = """
import sys, time
from datetime import datetime, timezone
from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.turn import Act
location, name, region, seconds = sys.argv[1:]
log = open_log(location, write=True)
print("ready", flush=True)
sys.stdin.readline()
end, took = time.monotonic() + float(seconds), []
while (start := time.monotonic()) < end:
    with log.writing() as turn:
        turn.append(Act("nil", {"note": name}, region), writer=name, now=datetime.now(timezone.utc), post="nasional")
    took.append(round(time.monotonic() - start, 5))
log.close()
print(took)
"""
#: How many sessions wait for a lock at this moment.
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
#: How far behind the standby is, in bytes.
BEHIND = "SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), -1)::bigint FROM pg_stat_replication"


def crowd(ours: Place, url: str, writers: int, home: Path) -> tuple[Figure, dict[str, Any]]:
    """So many writers at once, for LONG seconds: how long an entry takes, and how many there are in a second."""
    import psycopg

    def started(number: int) -> "subprocess.Popen[str]":
        words = [ours.python, "-c", WRITER, url, f"w{number}", f"{11 + number}", str(LONG)]
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(words, env=environment(home), **pipes)

    processes = [started(number) for number in range(writers)]
    for one in processes:
        assert one.stdout and one.stdout.readline() == "ready\n"
    for one in processes:
        assert one.stdin
        print(file=one.stdin, flush=True)
    waiting: list[int] = []
    with psycopg.connect(url, autocommit=True) as connection:
        while any(one.poll() is None for one in processes[:1]) and len(waiting) < LONG * 10:
            waiting.append(connection.execute(WAITING).fetchone()[0])  # type: ignore[index]
            connection.execute("SELECT pg_sleep(0.1)")
    took = [each for one in processes for each in json.loads(one.communicate()[0])]
    took.sort()
    quarters = statistics.quantiles(took, n=4)
    facts = {
        "a second": len(took) / LONG,
        "p99": took[len(took) * 99 // 100],
        "slowest": took[-1],
        "waiting": statistics.mean(waiting),
    }
    return Figure(took[0], statistics.median(took), quarters[0], quarters[2], 0), facts


@contextmanager
def standby(folder: Path, url: Callable[[str], str]) -> Iterator[None]:
    """A second server that follows the first and answers for each commit before it counts."""
    import psycopg

    data, admin = folder / "standby", url("admin")
    with psycopg.connect(admin) as connection:
        first = connection.execute("SHOW data_directory").fetchone()
    # No PostgreSQL runs as root: the first server has given itself an account, which the second takes as well.
    owner = Path(first[0]).stat().st_uid  # type: ignore[index]
    # Not in the data, where a copy of the first one's lock on its own socket lies.
    sockets = folder / "sockets"
    for each in data, sockets:
        each.mkdir(mode=0o700)
        os.chown(each, owner, -1)

    def as_owner(program: str, *words: str) -> None:
        quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run([str(programs() / program), *words], check=True, user=owner, **quiet)

    def ask_for(names: str) -> None:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
            connection.execute("SELECT pg_reload_conf()")

    as_owner("pg_basebackup", "-d", admin, "-D", str(data), "-R", "-X", "stream", "-c", "fast")
    alone = f"-c listen_addresses='' -c unix_socket_directories={sockets}"
    as_owner("pg_ctl", "-D", str(data), "-l", str(data / "log"), "-o", alone, "-w", "start")
    try:
        ask_for("*")
        yield
        ask_for("")
    finally:
        as_owner("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def _said(facts: dict[str, Any]) -> str:
    return (
        f"{facts['a second']:,.0f} entries a second; 99 of 100 within {facts['p99'] * 1000:,.0f} ms, "
        f"the slowest {facts['slowest'] * 1000:,.0f} ms; {facts['waiting']:.1f} wait on average"
    )


def measure(ours: Place, folder: Path, rounds: int) -> Results:  # noqa: ARG001 - every section is called alike
    """Writers, a standby, and files."""
    import psycopg

    home = folder / "home"
    home.mkdir(exist_ok=True)
    lines: list[Line] = []
    facts: dict[str, Any] = {}
    with server() as made:
        for writers in WRITERS:
            url = made(f"nation{writers}")
            run(Call([ours.program("pilkada"), "posko", "open", "nasional"], {"PILKADA_POSKO": url}), home)
            took, of = crowd(ours, url, writers, home)
            lines.append(Line(f"one entry, {writers} writing", took, note=_said(of)))
        with standby(folder, made):
            took, of = crowd(ours, url, WRITERS[-1], home)
            lines.append(Line(f"one entry, {WRITERS[-1]} writing, with a synchronous standby", took, note=_said(of)))
            with psycopg.connect(url, autocommit=True) as connection:
                facts["behind"] = connection.execute(BEHIND).fetchone()[0]  # type: ignore[index]
        facts["sound"] = ours_is_sound(ours, url)
    lines += files(ours, folder, home, facts)
    return Results("nation", lines, facts)


def ours_is_sound(ours: Place, url: str) -> bool:
    """Whether `verify` finds nothing wrong after all of it."""
    return answer(Call([ours.program("pilkada"), "posko", "verify", "--no-header"], {"PILKADA_POSKO": url})) == b""


def files(ours: Place, folder: Path, home: Path, facts: dict[str, Any]) -> list[Line]:
    """Posts of kabupaten and kota that hand in a file a day: how large it is, and how long the nation's merge takes."""
    program, national = ours.program("pilkada"), {"PILKADA_POSKO": str(folder / "national.db")}
    run(Call([program, "posko", "open", "nasional"], national), home)
    reports, sizes, packed, merges = station_reports(), [], [], []
    for number in range(POSTS):
        setting = {"PILKADA_POSKO": str(folder / f"post{number}.db")}
        day = folder / f"day{number}.jsonl"
        own = [json.loads(line) for line in islice(reports, REPORTS)]
        day.write_text("".join(json.dumps(one) + "\n" for one in own), encoding="utf-8")
        run(Call([program, "posko", "open", own[0]["region"]], setting), home)
        run(Call([program, "posko", "import", str(day)], setting), home)
        export = folder / f"export{number}.jsonl"
        export.write_bytes(answer(Call([program, "posko", "export"], setting)))
        sizes.append(export.stat().st_size)
        packed.append(len(gzip.compress(export.read_bytes())))
        merges.append(run(Call([program, "posko", "merge", str(export)], national), home))
        if number == 0:
            again = [run(Call([program, "posko", "merge", str(export)], national), home) for _twice in range(3)]
    facts |= {"file": statistics.mean(sizes), "packed": statistics.mean(packed), "reports": REPORTS, "posts": POSTS}
    return [
        Line(f"merge of one post's day ({REPORTS} reports)", figure(merges)),
        Line("the same file once more", figure(again)),
    ]
