"""How cost grows: with the number of regions, and with the number of entries of a log, on both stores."""

import json
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from math import log
from pathlib import Path

from benchmarks.measuring import Call, figure, run
from benchmarks.places import Place
from benchmarks.results import Line, Results
from benchmarks.server import server
from benchmarks.start import REPORT
from benchmarks.stations import station_reports

REGISTRIES = (552, 5_520, 83_000)
LOGS = (1_000, 10_000, 100_000, 435_296, 1_500_000)
#: A curve that is steeper than n log n by more than this factor between two sizes is said in the document.
SLACK = 1.5


def registry(folder: Path, rows: int) -> Path:
    """Data files with so many regions, most of them made up; all others are the shipped ones."""
    from pilkada_cli.facts.files import shipped

    made = folder / f"data{rows}"
    made.mkdir()
    for path in shipped().glob("*.yaml"):
        (made / path.name).write_bytes(path.read_bytes())
    head = (made / "regions.yaml").read_text(encoding="utf-8").partition("\nprovinces:")[0]
    provinces = 38
    lines = [head, "provinces:"]
    left = rows - provinces
    for number in range(provinces):
        code, count = 11 + number, left // provinces + (number < left % provinces)
        # As short as they can be: a data file has four megabytes at most.
        units = ",".join(f'"{code}.7{unit:04d}":{{name: R{unit},polling_stations: 9}}' for unit in range(count))
        lines.append(f'  "{code}": {{name: P{code}, zone: WIB, pairs: 2, regions: {{{units}}}}}')
    (made / "regions.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


def reports(count: int) -> Iterator[str]:
    """So many lines to import; beyond one a polling station they begin anew, with another title."""
    known, again = 0, 0
    while known < count:
        for line in islice(station_reports(), count - known):
            known += 1
            yield (
                line
                if not again
                else json.dumps({**json.loads(line), "title": f"{again} {json.loads(line)['title']}"}) + "\n"
            )
        again += 1


def _curve(lines: list[Line], name: str, size: int, call: Call, home: Path, rounds: int) -> None:
    lines.append(Line(name, figure([run(call, home) for _round in range(rounds)]), size=size))
    print(f"{name:32} {size:9,} {lines[-1].figure.median:9.2f} s {lines[-1].figure.peak:5.0f} MiB", file=sys.stderr)


def _on_registries(ours: Place, folder: Path, home: Path, rounds: int, lines: list[Line]) -> None:
    program = ours.program("pilkada")
    names = folder / "many"
    names.write_text("".join(f"R{number % 14}\n" for number in range(1000)), encoding="utf-8")
    for rows in REGISTRIES:
        data = ["--data", str(registry(folder, rows))]
        for name, words in {
            "countdown": ["countdown"], "regions list -f json": ["regions", "list", "-f", "json"],
            "regions list -f table": ["regions", "list", "-f", "table"], "regions show": ["regions", "show", "11"],
        }.items():  # fmt: skip
            _curve(lines, name, rows, Call([program, *words, *data]), home, rounds)
        found = Call([program, "regions", "find", "-", *data], stdin=names, ends=(0, 1, 3))
        _curve(lines, "regions find - (1,000)", rows, found, home, rounds)


def _on_logs(
    ours: Place, place: dict[int, str], files: dict[int, Path], home: Path, store: str, lines: list[Line]
) -> None:
    program = ours.program("pilkada")
    for size, location in place.items():
        log_ = {"PILKADA_POSKO": location}

        def note(name: str, *words: str, rounds: int = 1, size: int = size, log_: dict[str, str] = log_) -> None:
            call = Call([program, "posko", *words], log_, ends=(0, 1))
            _curve(lines, f"{name}, {store}", size, call, home, rounds)

        run(Call([program, "posko", "open", "nasional"], log_), home)
        note("import", "import", str(files[size]))
        note("report", *REPORT[1:], rounds=3)
        note("incidents --limit 10", "incidents", "--limit", "10", rounds=3)
        note("sitrep", "sitrep", "--from", "24h")
        note("verify", "verify")
        note("export", "export")


def measure(ours: Place, folder: Path, rounds: int) -> Results:
    """All curves; logs are measured once a size, what is short three times."""
    home = folder / "home"
    lines: list[Line] = []
    home.mkdir(exist_ok=True)
    _on_registries(ours, folder, home, rounds, lines)
    files = {}
    for size in LOGS:
        files[size] = folder / f"{size}.jsonl"
        with files[size].open("w", encoding="utf-8") as file:
            file.writelines(reports(size))
    _on_logs(ours, {size: str(folder / f"{size}.db") for size in LOGS}, files, home, "SQLite", lines)
    with server() as made:
        _on_logs(ours, {size: made(f"growth{size}") for size in LOGS}, files, home, "PostgreSQL", lines)
    return Results("growth", lines, {"steep": steep(lines)})


def steep(lines: list[Line]) -> list[str]:
    """Where a curve rises by more than n log n between two sizes, as sentences; the start of Python is taken off."""
    found = []
    for name in dict.fromkeys(line.name for line in lines):
        curve = [line for line in lines if line.name == name]
        for less, more in pairwise(curve):
            assert less.size and more.size
            expected = more.size * log(more.size) / (less.size * log(less.size))
            rise = (more.figure.median - 0.05) / max(less.figure.median - 0.05, 0.01)
            if rise > SLACK * expected:
                found.append(
                    f"{name}: {rise:.1f} times between {less.size:,} and {more.size:,}, where n log n gives {expected:.1f}"
                )
    return found
