"""What a call costs beside a bare Typer program of the same version: whole processes, medians, ratios of one run.

    uv run python benchmarks/start.py

Needs nothing but the project's own environment, installed with its compiled data. Python must be able to keep
its own compiled modules: without them every start compiles the program anew, which measures the compiler.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 21
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
    """How long one process takes, from its start to its end."""
    start = time.perf_counter()
    subprocess.run(command, input=stdin, stdout=subprocess.DEVNULL, check=False)
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
