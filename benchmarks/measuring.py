"""Runs whole processes, side by side in turns, and notes what each took."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Call(NamedTuple):
    """A process to be measured: its words, what is set for it, its standard input, whether on a terminal."""

    words: Sequence[str]
    setting: Mapping[str, str] = {}
    stdin: Path | None = None
    terminal: bool = False
    #: An exit code that is an answer too, such as 1 for "no".
    ends: tuple[int, ...] = (0,)


class Run(NamedTuple):
    """What a process took: seconds from start to end, and MiB at its peak."""

    seconds: float
    peak: float


class Figure(NamedTuple):
    """Several runs of one process: its seconds (the least, the median, the quarters), and the largest peak in MiB."""

    least: float
    median: float
    low: float
    high: float
    peak: float


def environment(home: Path) -> dict[str, str]:
    """What every process is given: no settings of the user's own, and a home without anything in it."""
    path = os.environ.get("PATH", "/usr/bin:/bin")
    return {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TZ": "UTC", "PILKADA_BY": "benchmark"}


@cache
def _launcher() -> "subprocess.Popen[str]":
    own = [sys.executable, "-S", "-E", str(Path(__file__).with_name("launcher.py"))]
    return subprocess.Popen(own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(call: Call, home: Path) -> Run:
    """Run a process to its end, which must be one that it may have; its answer is thrown away."""
    asked = [
        list(map(str, call.words)),
        {**environment(home), **call.setting},
        str(call.stdin or os.devnull),
        call.terminal,
    ]
    launcher = _launcher()
    assert launcher.stdin and launcher.stdout
    print(json.dumps(asked), file=launcher.stdin, flush=True)
    *took, code = json.loads(launcher.stdout.readline())
    if code not in call.ends:
        sys.exit(f"{' '.join(call.words)} ended with {code}")
    return Run(*took)


def side_by_side(calls: Mapping[str, Call], rounds: int) -> dict[str, Figure]:
    """Run each in turn, so many rounds, so that whatever else the machine does meets all of them alike.

    The first round fills the caches and is not counted.
    """
    runs: dict[str, list[Run]] = {name: [] for name in calls}
    with tempfile.TemporaryDirectory() as home:
        for round_ in range(rounds + 1):
            for name, call in calls.items():
                one = run(call, Path(home))
                if round_:
                    runs[name].append(one)
    return {name: figure(own) for name, own in runs.items()}


def figure(runs: Sequence[Run]) -> Figure:
    """The figure of several runs."""
    times = sorted(one.seconds for one in runs)
    quarters = statistics.quantiles(times, n=4) if len(times) > 1 else [times[0]] * 3
    return Figure(times[0], statistics.median(times), quarters[0], quarters[2], max(one.peak for one in runs))


def answer(call: Call) -> bytes:
    """What a process writes."""
    with tempfile.TemporaryDirectory() as home, (call.stdin or Path(os.devnull)).open("rb") as stdin:
        given = {**environment(Path(home)), **call.setting}
        result = subprocess.run(call.words, env=given, stdin=stdin, capture_output=True, check=False)
    if result.returncode not in call.ends:
        sys.exit(f"{' '.join(call.words)}: {result.stderr.decode(errors='replace')}")
    return result.stdout
