"""Holds the start of the one file against that of the installed program: `python bundle/start.py PILKADA PYTHON PYZ`.

Both run in turn, so that what else the machine does slows both. Exits 1 where the file takes over 1.5 times as long.
"""

import os
import statistics
import subprocess
import sys
import time

#: How long the file may take, against the installed program.
LIMIT = 1.5
RUNS = 15
COMMANDS = (("--version",), ("countdown", "--days"))


def seconds(command: list[str]) -> float:
    """How long one call takes; its answer is thrown away, and a failure ends the measurement."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PILKADA_AS_OF": "H-30"})
    return time.perf_counter() - began


def medians(*programs: list[str]) -> list[float]:
    """The median of each program's calls in milliseconds, after one that is not counted."""
    for program in programs:
        seconds(program)
    rounds = [[seconds(program) for program in programs] for _ in range(RUNS)]
    return [statistics.median(times) * 1000 for times in zip(*rounds, strict=True)]


if __name__ == "__main__":
    installed, python, pyz = sys.argv[1:]
    ratios = []
    for arguments in COMMANDS:
        usual, file = medians([installed, *arguments], [python, pyz, *arguments])
        ratios.append(file / usual)
        print(f"{' '.join(arguments)}: {usual:.0f} ms installed, {file:.0f} ms from one file, x{file / usual:.2f}")
    sys.exit(max(ratios) > LIMIT)
