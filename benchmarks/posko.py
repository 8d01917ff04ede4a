"""The command post on voting day: 435,296 entries, one for each polling station, side by side in one run.

    uv run python benchmarks/posko.py

Whole processes, ratios of one run, peak memory as the kernel counts it. Takes some minutes and 2 GiB of disk. Python
must be able to keep its own compiled modules, and the project be installed with its compiled data.
"""

import os
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from start import HELLO, PILKADA
from station_reports import station_reports

ROUNDS, HEAVY_ROUNDS = 21, 3
#: One scan of the log: every entry's row is read by the database once.
SCAN = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*), sum(length(body)), max(hash) FROM entries").fetchone())
"""
MEMORY = 150


class Run(NamedTuple):
    """What a process took: seconds, and MiB at its peak."""

    seconds: float
    peak: float


def run(command: Sequence[str], place: Path | None = None) -> Run:
    """Run a process to its end; it must end well."""
    environment = {**os.environ, "PILKADA_BY": "benchmark", **({"PILKADA_POSKO": str(place)} if place else {})}
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], list(command), environment, file_actions=quiet)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def posko(*arguments: str) -> list[str]:
    """A command of the post."""
    return [*PILKADA, "posko", *arguments]


def small(folder: Path, full: Path) -> dict[str, float]:
    """Medians of what is done one at a time: a bare Typer program, and a report on an empty and on the full store."""
    hello, empty = folder / "hello.py", folder / "empty.db"
    hello.write_text(HELLO, encoding="utf-8")
    run(posko("open", "nasional"), empty)
    report = posko("report", "Surat suara kurang", "--region", "31.73", "--category", "LOG")
    commands = {"hello": ([sys.executable, str(hello)], None), "empty": (report, empty), "full": (report, full)}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _round in range(ROUNDS):
        for name, (command, place) in commands.items():
            times[name].append(run(command, place).seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def heavy(folder: Path, lines: Path) -> dict[str, Run]:
    """The best of some rounds of what is done to all entries, and the largest peak."""
    plain = str(Path(sysconfig.get_path("scripts")) / "sqlite-utils")
    found: dict[str, list[Run]] = {}

    def note(name: str, command: Sequence[str], place: Path | None = None) -> None:
        found.setdefault(name, []).append(run(command, place))

    for round_ in range(HEAVY_ROUNDS):
        full, table, merged = folder / "full.db", folder / "plain.db", folder / "merged.db"
        for path in folder.glob("*.db*"):
            path.unlink()
        run(posko("open", "nasional"), full)
        note("sqlite-utils insert", [plain, "insert", str(table), "reports", str(lines), "--nl"])
        note("import", posko("import", str(lines)), full)
        note("scan", [sys.executable, "-c", SCAN, str(full)])
        note("sitrep", posko("sitrep", "--from", "24h"), full)
        if round_ == 0:
            note("verify", posko("verify"), full)
            export = folder / "export.jsonl"
            os.system(f"PILKADA_POSKO='{full}' '{PILKADA[0]}' -m pilkada_cli posko export > '{export}'")
            note("merge", posko("merge", str(export)), merged)
    return {name: Run(min(one.seconds for one in runs), max(one.peak for one in runs)) for name, runs in found.items()}


def main() -> int:
    """Measure, print, and say whether every limit holds."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    held = True

    def ratio(name: str, seconds: float, against: str, base: float, limit: float) -> None:
        nonlocal held
        held &= seconds <= limit * base
        print(f"{name:28} {seconds:8.3f} s   {seconds / base:5.2f} x {against} ({base:.3f} s; at most {limit})")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = folder / "stations.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(station_reports())
        runs = heavy(folder, lines)
        times = small(folder, folder / "full.db")
    ratio("report, empty store", times["empty"], "hello", times["hello"], 1.7)
    ratio("report, full store", times["full"], "report, empty store", times["empty"], 1.3)
    ratio("import", runs["import"].seconds, "sqlite-utils insert", runs["sqlite-utils insert"].seconds, 3.0)
    ratio("sitrep", runs["sitrep"].seconds, "one scan", runs["scan"].seconds, 4.0)
    for name in ("import", "merge", "verify", "sitrep"):
        held &= runs[name].peak <= MEMORY
        print(f"{name:28} {runs[name].seconds:8.3f} s   {runs[name].peak:5.0f} MiB (at most {MEMORY})")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
