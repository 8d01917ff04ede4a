"""The command post on voting day: 435,296 entries, one for each polling station, in a file.

Limits: an import three times `sqlite-utils insert` of the same lines, a situation report four times one scan of the log,
a report on the full store 1.3 times one on an empty store, and 150 MiB for all of it.
"""

from pathlib import Path

from benchmarks.measuring import Call, Run, answer, figure, run, side_by_side
from benchmarks.places import Place, peers
from benchmarks.results import Line, Results
from benchmarks.start import REPORT
from benchmarks.stations import station_reports

ROUNDS = 21
#: One scan of the log: every entry's row is read by the database once.
SCAN = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*), sum(length(body)), max(hash) FROM entries").fetchone())
"""
MEMORY = 150


def lines_in(folder: Path) -> Path:
    """A file with a line for each polling station."""
    path = folder / "stations.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(station_reports())
    return path


def measure(ours: Place, folder: Path, rounds: int) -> Results:
    """What is done to all entries, so many rounds, and what is done one at a time."""
    program, home, file = ours.program("pilkada"), folder / "home", lines_in(folder)
    plain = folder / "peers/bin/sqlite-utils"
    if not plain.exists():
        peers(folder)
    home.mkdir(exist_ok=True)
    runs: dict[str, list[Run]] = {}

    def note(name: str, words: list[str], place: Path | None = None) -> None:
        setting = {"PILKADA_POSKO": str(place)} if place else {}
        runs.setdefault(name, []).append(run(Call(words, setting, ends=(0, 1)), home))

    full, table, merged = folder / "full.db", folder / "table.db", folder / "merged.db"
    for round_ in range(rounds):
        for path in (full, table):
            for one in folder.glob(f"{path.name}*"):
                one.unlink()
        run(Call([program, "posko", "open", "nasional"], {"PILKADA_POSKO": str(full)}), home)
        note("sqlite-utils insert", [str(plain), "insert", str(table), "reports", str(file), "--nl"])
        note("import", [program, "posko", "import", str(file)], full)
        note("one scan", [ours.python, "-c", SCAN, str(full)])
        note("sitrep", [program, "posko", "sitrep", "--from", "24h"], full)
        if round_ == 0:
            note("verify", [program, "posko", "verify"], full)
            export = folder / "export.jsonl"
            note("backup", [program, "posko", "backup", str(folder / "copy.db")], full)
            note("backup --no-verify", [program, "posko", "backup", str(folder / "quick.db"), "--no-verify"], full)
            export.write_bytes(answer(Call([program, "posko", "export"], {"PILKADA_POSKO": str(full)})))
            note("merge", [program, "posko", "merge", str(export)], merged)
    empty = folder / "empty.db"
    run(Call([program, "posko", "open", "nasional"], {"PILKADA_POSKO": str(empty)}), home)
    short = side_by_side(
        {
            "report, empty log": Call([program, *REPORT], {"PILKADA_POSKO": str(empty)}),
            "report, full log": Call([program, *REPORT], {"PILKADA_POSKO": str(full)}),
        },
        ROUNDS,
    )
    against = {"import": ("sqlite-utils insert", 3.0), "sitrep": ("one scan", 4.0)}
    lines = [Line(name, figure(own), *against.get(name, (None, None))) for name, own in runs.items()]
    lines += [
        Line("report, empty log", short["report, empty log"]),
        Line("report, full log", short["report, full log"], "report, empty log", 1.3),
    ]
    return Results(
        "post",
        lines,
        {"memory": MEMORY, "peak": max(line.figure.peak for line in lines if line.name != "sqlite-utils insert")},
    )
