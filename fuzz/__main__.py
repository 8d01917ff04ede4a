"""Fuzzes the parsers, each in its own process: `python -m fuzz [NAME…] [--seconds N] [--seed N]`.

Prints a line for each target: its name, how many inputs were tried, and in how many seconds; of a failure also the
input and the file in which it was saved. Exits 1 where one failed.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from fuzz import engine

FOUND = Path("fuzz-found")
#: What libFuzzer and atheris print at the end, and where an input was written that failed.
_COUNT = re.compile(r"stat::number_of_executed_units: (\d+)|^#(\d+)\t", re.MULTILINE)
_SAVED = re.compile(re.escape(engine.SAVED) + r" (\S+)")
_FAILURE = re.compile(r"=== Uncaught Python exception: ===\n(.*?)(?:\n==\d+==|\Z)", re.DOTALL)
#: The most characters of an input that are shown.
SHOWN = 400


class Run(NamedTuple):
    """A target that is being fuzzed: its name, its process, where it writes, and when it began."""

    name: str
    process: int
    log: Path
    began: float


def main() -> int:
    """Fuzz the targets that are asked for, or all, and give the exit code."""
    asked = _arguments()
    names = asked.names or list(engine.TARGETS)
    if unknown := [name for name in names if name not in engine.TARGETS]:
        print(f"no such target: {', '.join(unknown)}; there are {', '.join(engine.TARGETS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="pilkada-fuzz-") as folder:
        # What the targets write lies in it, also where a process ends without a word.
        tempfile.tempdir = folder
        engine.warm_up(names)
        failed = [told for told in _all(names, asked, Path(folder)) if told]
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz the parsers.")
    parser.add_argument("names", metavar="NAME", nargs="*", help="a target; all of them without one")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers; 0 is another one each time (0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="targets at once (one a processor)")
    return parser.parse_args()


def _all(names: list[str], asked: argparse.Namespace, folder: Path) -> Iterator[bool]:
    """Run the targets, some at once, and say for each when it has ended whether it failed."""
    waiting, running = list(names), dict[int, Run]()
    while waiting or running:
        while waiting and len(running) < max(asked.jobs, 1):
            one = _start(waiting.pop(0), asked, folder)
            running[one.process] = one
        process, status = os.wait()
        yield _tell(running.pop(process), os.waitstatus_to_exitcode(status))


def _start(name: str, asked: argparse.Namespace, folder: Path) -> Run:
    log = folder / f"{name}.log"
    sys.stdout.flush()
    process = os.fork()
    if not process:
        _be(name, asked, folder, log)
    return Run(name, process, log, time.monotonic())


def _be(name: str, asked: argparse.Namespace, folder: Path, log: Path) -> NoReturn:
    """Fuzz a target, in the process of it, and end that without what the process before it would do at its end."""
    code = 1
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        new, found = folder / f"{name}.new", FOUND / name
        new.mkdir()
        found.mkdir(parents=True, exist_ok=True)
        engine.fuzz(name, asked.seconds, asked.seed, new=new, found=found)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell(run: Run, code: int) -> bool:
    """Print the line of a target that has ended, and return whether it failed."""
    seconds = time.monotonic() - run.began
    said = run.log.read_text(encoding="utf-8", errors="replace")
    count = max((int(own or other) for own, other in _COUNT.findall(said)), default=0)
    print(f"{run.name:10} {count:9,} inputs {seconds:7.1f} s  {'ok' if code == 0 else 'FAILED'}", flush=True)
    if code == 0:
        _forget_empty(FOUND / run.name)
        return False
    if saved := _SAVED.search(said):
        print(f"  {Path(saved[1]).read_bytes()[:SHOWN]!r}\n  saved as {saved[1]}", flush=True)
    shown = _FAILURE.search(said)
    print("  " + (shown[1] if shown else said[-2000:]).strip().replace("\n", "\n  "), flush=True)
    return True


def _forget_empty(path: Path) -> None:
    for own in (path, path.parent):
        if not any(own.iterdir()):
            own.rmdir()


if __name__ == "__main__":
    sys.exit(main())
