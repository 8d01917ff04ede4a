"""The store in PostgreSQL 14 or newer, for many computers at once; needs the extra `postgres` (psycopg 3).

The tables are in the schema `pilkada`. The user who opens the post owns them; others need one of the two roles in
GRANTS.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoPost, StoreFailed
from pilkada_cli.posko.store.schema import GRANTS, POSTGRES
from pilkada_cli.printable import visible

OLDEST = 14
#: The number of the advisory lock that writers take in turn; it is arbitrary, but must never change.
TURN = 0x504C4B44
#: How many rows are fetched at once.
BATCH = 5000
SETTINGS = "-c search_path=pilkada -c lock_timeout=120s -c client_min_messages=error -c synchronous_commit=on"


class Postgres:
    """A connection to a PostgreSQL database; the server decides by its role whether it may write."""

    #: The hashes of a subquery in the order of their ids, in one text.
    hashes_by_id = "string_agg(hash, '' ORDER BY id)"

    def __init__(self, url: str, *, create: bool = False) -> None:
        self.name = _without_password(url)
        self.notes: list[str] = []
        try:
            import psycopg
        except ImportError:
            raise self._failed(_("needs the extra 'postgres': pip install 'pilkada-cli[postgres]'")) from None
        self._psycopg, self._cursors = psycopg, 0
        try:
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=10, options=SETTINGS)
        except psycopg.OperationalError as error:
            raise self._failed(_("cannot be reached: {reason}").format(reason=_first(error))) from error
        except (psycopg.Error, ValueError):
            # The library's reason quotes the URL, or the very password that it cannot read.
            raise self._failed(_("is at no URL that can be read; write postgresql://USER@HOST/DATABASE")) from None
        try:
            if self._connection.info.server_version < OLDEST * 10_000:
                raise self._failed(_("is older than PostgreSQL {version}; use a newer one").format(version=OLDEST))
            if not self._exists() and not create:
                raise NoPost(self.name)
        except BaseException:
            self.close()
            raise

    def _exists(self) -> bool:
        # Not by `to_regclass`: after waiting for a lock, it may still answer from its cache that there is no table.
        sql = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'pilkada' AND tablename = 'meta'"
        return int(self._one(sql)) == 1

    def _one(self, sql: str) -> Any:
        with self._sentences():
            row = self._connection.execute(sql).fetchone()
            return row[0] if row else None

    @property
    def version(self) -> int:
        """The version of the schema; 0 for a database that has none yet."""
        return int(self._one("SELECT max(version) FROM pilkada.meta") or 0) if self._exists() else 0

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the schema."""
        return POSTGRES

    def upgrade(self, step: int) -> None:
        """Run the step that leads to this version, inside the transaction that is open."""
        with self._sentences():
            self._connection.execute("CREATE SCHEMA IF NOT EXISTS pilkada")
            self._connection.execute("CREATE TABLE IF NOT EXISTS meta (version integer NOT NULL)")
            self._connection.execute(POSTGRES[step - 1])
            self._connection.execute("INSERT INTO meta VALUES (%s)", (step,))

    def finish_setup(self) -> None:
        """Create the two roles and grant them their rights; nothing is done where the user may not create roles."""
        with self._sentences(), suppress(self._psycopg.errors.InsufficientPrivilege), self._connection.transaction():
            self._connection.execute(GRANTS)

    def begin(self, *, write: bool) -> None:
        """Begin a transaction; one that writes waits for its turn, one that reads sees one snapshot."""
        with self._sentences():
            if write:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
            else:
                self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Commit the transaction."""
        with self._sentences():
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Roll the transaction back."""
        with suppress(self._psycopg.Error):
            self._connection.execute("ROLLBACK")

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in batches; inside a transaction through a cursor of the server, else as one batch."""
        with self._sentences():
            if self._connection.info.transaction_status == self._psycopg.pq.TransactionStatus.IDLE:
                yield self._connection.execute(_dollar(sql), values).fetchall()
                return
            self._cursors += 1
            with self._connection.cursor(name=f"posko_{self._cursors}") as cursor:
                cursor.execute(_dollar(sql), values)
                while batch := cursor.fetchmany(BATCH):
                    yield batch

    def sweep(self) -> None:
        """Clear away older versions of rows, where this role may: the owner may, others leave it to the server."""
        with suppress(self._psycopg.Error):
            self._connection.execute("VACUUM pilkada.entries")

    def last_place(self) -> int | None:
        """None: PostgreSQL does not store the last place that was given."""
        return None

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._sentences(), self._connection.cursor() as cursor:
            cursor.executemany(_dollar(sql), rows)

    def copy_to(self, _file: Path) -> None:
        """Do nothing: a server's database is no file, and its log is exported instead."""
        return

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _failed(self, problem: str) -> StoreFailed:
        return StoreFailed.at(self.name, problem)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            raise self._failed(_explain(error)) from error


def _without_password(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    except ValueError:
        return url.partition(":")[0] + "://…"


def _dollar(sql: str) -> str:
    """A statement with `%s` for `?`; our statements have no percent signs, and no question marks in texts."""
    return sql.replace("?", "%s")


def _explain(error: Exception) -> str:
    state = getattr(error, "sqlstate", None) or ""
    for beginning, sentence in {
        "42501": _(
            "does not allow this to your role: writing takes pilkada_writer, reading pilkada_reader, all else its owner"
        ),
        "25006": _("is read-only; nothing was written"),
        "53": _("is out of room or connections; nothing was written"),
        "55P03": _("is held by another program for too long; try again, nothing was written"),
    }.items():
        if state.startswith(beginning):
            return sentence
    if not state or state.startswith(("08", "57")):
        sentence = _("went away: {reason}; look whether your entry is there before you write it again")
        return sentence.format(reason=_first(error))
    return _("cannot be used: {reason}").format(reason=_first(error))


def _first(error: Exception) -> str:
    return visible((str(error).strip().splitlines() or [type(error).__name__])[0])
