"""What a call costs beside a bare Typer program of the same version: whole processes, medians, ratios of one run.

    uv run python benchmarks/start.py

Needs nothing but the project's own environment, installed with its compiled data. Python must be able to keep
its own compiled modules: without them every start compiles the program anew, which measures the compiler.
"""

import contextlib
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 21
#: In place of an input: on a terminal.
TERMINAL = b"terminal"
HELLO = """import typer
app = typer.Typer()
@app.command()
def main(name: str = "world"):
    print("hello", name)
app()
"""
PILKADA = [sys.executable, "-m", "pilkada_cli"]
LIMITS = {
    "--version": ("hello", 0.3),
    "countdown": ("hello", 1.5),
    "regions list -f json": ("hello", 1.9),
    "regions list -f table": ("hello", 1.5),
    "regions list in colour": ("hello", 2.1),
    "checklist -f table": ("hello", 1.5),
    "status -f table": ("hello", 1.5),
    "find - (10,000)": ("countdown", 10.0),
}


def names(count: int) -> bytes:
    """So many names of regions, one in ten of them misspelt."""
    listed = subprocess.run(
        [*PILKADA, "regions", "list", "--columns", "name", "--no-header"], capture_output=True, check=True
    )
    official = listed.stdout.decode().splitlines()
    lines = [official[number * 7 % len(official)] for number in range(count)]
    return "\n".join(
        f"{line[:4]}x{line[4:]}" if number % 10 == 0 else line for number, line in enumerate(lines)
    ).encode()


def seconds(command: list[str], stdin: bytes) -> float:
    """How long one process takes, from its start to its end; for no input at all, on a terminal that has colours."""
    start = time.perf_counter()
    if stdin is TERMINAL:
        return _on_terminal(command, start)
    subprocess.run(command, input=stdin, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def _on_terminal(command: list[str], start: float) -> float:
    ours, theirs = pty.openpty()
    colours = {**os.environ, "TERM": "xterm", "PAGER": "cat", "COLUMNS": "80"}
    colours.pop("NO_COLOR", None)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, env=colours)
    os.close(theirs)
    with contextlib.suppress(OSError):  # how a terminal ends on Linux
        while os.read(ours, 65536):
            pass
    os.close(ours)
    process.wait()
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and say whether every limit holds."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PILKADA_DATA", None)
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        commands = {
            "hello": ([sys.executable, str(hello)], b""),
            "--version": ([*PILKADA, "--version"], b""),
            "countdown": ([*PILKADA, "countdown"], b""),
            "countdown in Indonesian": ([*PILKADA, "countdown", "--lang", "id"], b""),
            "regions list -f json": ([*PILKADA, "regions", "list", "-f", "json"], b""),
            "regions list -f table": ([*PILKADA, "regions", "list", "-f", "table"], b""),
            "regions list in colour": ([*PILKADA, "regions", "list"], TERMINAL),
            "checklist -f table": ([*PILKADA, "checklist", "-f", "table", "--as-of", "H-2"], b""),
            "status -f table": ([*PILKADA, "status", "-f", "table", "--as-of", "H-2"], b""),
            "find - (10,000)": ([*PILKADA, "regions", "find", "-"], names(10_000)),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _round in range(ROUNDS):
            for name, (command, stdin) in commands.items():
                times[name].append(seconds(command, stdin))
    medians = {name: statistics.median(values) for name, values in times.items()}
    held = True
    for name, median in medians.items():
        against, limit = LIMITS.get(name, ("hello", float("inf")))
        ratio = median / medians[against]
        held &= ratio <= limit
        bound = f" (at most {limit})" if name in LIMITS else ""
        print(f"{name:26} {median * 1000:7.1f} ms   {ratio:5.2f} x {against}{bound}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
