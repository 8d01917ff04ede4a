"""The store in PostgreSQL 14 or newer, for many computers at once; needs the extra `postgres` (psycopg 3).

The tables are in the schema `pilkada`. The user who opens the post owns them; others need one of its two roles (see
`roles`), and write through the functions of `guard` alone. Each transaction sets what it needs for itself.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any

from pilkada_cli.language import _
from pilkada_cli.posko.errors import NoPost
from pilkada_cli.posko.store.driver import Misfit, Shelf
from pilkada_cli.posko.store.postgres import roles
from pilkada_cli.posko.store.postgres.guard import FUNCTIONS
from pilkada_cli.posko.store.postgres.patience import Silence
from pilkada_cli.posko.store.postgres.schema import POSTGRES
from pilkada_cli.posko.store.postgres.server import Server
from pilkada_cli.posko.store.postgres.transactions import (
    GRACE,
    PATIENCE,
    TURN,
    UPGRADE,
    WRITES,
    WRITING,
)

#: How many rows at least are sent while the program makes the next ones.
MANY = 500
#: The types of what `append` is given, column by column.
COLUMNS = ", ".join([*["%b::text[]"] * 10, "%b::bigint[]"])


class Postgres(Server):
    """A connection to a PostgreSQL database; the server decides by its role whether it may write."""

    #: The hashes of a subquery in the order of their ids, in one text.
    hashes_by_id = "string_agg(hash, '' ORDER BY id)"
    #: `append` fills the lists itself.
    groups_by_hash = True
    lists_itself = True

    def __init__(self, url: str, *, create: bool = False) -> None:
        super().__init__(url)
        self.notes: list[str] = []
        try:
            self._tables = self._find()
            if not self._tables and not create:
                raise NoPost(self.name)
            if create:
                self._check_encoding()
        except BaseException:
            self.close()
            raise

    def _find(self) -> frozenset[str]:
        # Not by `to_regclass`: after waiting for a lock, it may still answer from its cache that there is no table.
        with self._sentences():
            return frozenset(name for (name,) in self._asked(roles.TABLES))

    def _check_encoding(self) -> None:
        ((encoding,),) = self._asked("SHOW server_encoding")
        if encoding != "UTF8":
            sentence = _("has the encoding {encoding}; make its database anew with ENCODING 'UTF8'")
            raise self._failed(sentence.format(encoding=encoding))

    @property
    def version(self) -> int:
        """The version of the schema; 0 for a database that has none yet."""
        if "meta" not in self._tables:
            self._tables = self._find()
        if "meta" not in self._tables:
            return 0
        return int(self._asked("SELECT max(version) FROM pilkada.meta")[0][0] or 0)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the schema."""
        return POSTGRES

    def upgrade(self, step: int) -> None:
        """Run the step that leads to this version, inside the transaction that is open."""
        with self._sentences():
            self._patience.most = UPGRADE + GRACE
            self._connection.execute(f"SET LOCAL statement_timeout = '{UPGRADE}s'")
            self._connection.execute("CREATE SCHEMA IF NOT EXISTS pilkada")
            self._connection.execute("CREATE TABLE IF NOT EXISTS meta (version integer NOT NULL)")
            self._connection.execute(POSTGRES[step - 1])
            self._connection.execute("INSERT INTO meta VALUES (%s)", (step,))

    def finish_setup(self) -> None:
        """Make the functions anew through which others write, inside the transaction that is open."""
        with self._sentences():
            for one in FUNCTIONS:
                self._connection.execute(one.sql)

    def look_after(self, *, opening: bool) -> None:
        """Give the post's roles their rights, where they have not all of them, and tell the owner their names."""
        from pilkada_cli.posko.store.postgres.granting import look_after

        with self._sentences():
            self.begin(write=True)
            look_after(self._connection, self._patience.once, opening=opening)
            self.commit()

    def begin(self, *, write: bool, anew: bool = False) -> None:
        """Begin a transaction; one that writes waits for its turn, one that reads sees one snapshot.

        The owner, who makes all `anew`, takes the turn without the function for that, which may be gone.
        """
        with self._sentences():
            if not write:
                self._begin_reading()
                return
            if "turn" not in self._tables:
                self._tables = self._find()
            turn = "LOCK TABLE pilkada.turn IN EXCLUSIVE MODE" if anew else "SELECT pilkada.take_turn()"
            if "turn" not in self._tables:
                turn = f"SELECT pg_advisory_xact_lock({TURN})"
            self._patience.most, self._patience.in_turn = PATIENCE + GRACE, True
            try:
                self._connection.execute(WRITING.format(turn=turn))
            finally:
                self._patience.most, self._patience.in_turn = WRITES + GRACE, False

    def any_text(self) -> AbstractContextManager[None]:
        """Nothing: the server takes no bytes that are no text."""
        return nullcontext()

    def sweep(self) -> None:
        """Clear away older versions of rows, where this role may: the owner may, others leave it to the server."""
        with suppress(self._psycopg.Error):
            self._connection.execute("VACUUM pilkada.entries")

    def learn(self) -> None:
        """Have the server look at its tables, and where this is their owner, mark what all can see: half a second.

        Where somebody else has them locked for that already, nobody waits for it.
        """
        with suppress(self._psycopg.Error, Silence):
            self._connection.execute("SELECT pilkada.learn()")
            self._connection.execute("VACUUM (SKIP_LOCKED) pilkada.entries, pilkada.reports")

    def flaws(self) -> list[str]:
        """None: PostgreSQL checks its pages itself where checksums are on, and indexes only with an extension."""
        return []

    def misfits(self, *, tables: bool = False) -> list[Misfit]:
        """What the catalog shows to be missing, changed or switched off; everybody may read that."""
        from pilkada_cli.posko.store.postgres import layout

        return list((layout.tables if tables else layout.misfits)(self._asked))

    def remake(self) -> None:
        """Make anew what is not as it should be, which the owner may."""
        from pilkada_cli.posko.store.postgres.layout import remake

        with self._sentences():
            remake(self._asked, self._connection.execute)

    def was_home(self) -> bool:
        """Whether it was marked as the home of a post, which the turn remembers."""
        return any(settled for (settled,) in self._asked("SELECT settled FROM pilkada.turn"))

    def reindex(self) -> None:
        """Make the indexes of the three tables anew, which their owner may, and clear up behind imports."""
        with self._sentences():
            self._connection.execute("SELECT pilkada.tidy_aside()")
            for table in ("entries", "reports", "changes"):
                self._connection.execute(f"REINDEX TABLE pilkada.{table}")

    def last_place(self) -> int | None:
        """The last place that was given to an entry, even if that was deleted; None in a store of an older version."""
        ((place,),) = self._asked("SELECT max(place) FROM pilkada.turn") if "turn" in self._tables else [(None,)]
        return place

    def append(self, rows: Iterable[Sequence[Any]]) -> None:
        """Hand rows of entries to the server, which checks them and gives them their places; see Entries.append."""
        columns = columns_of(rows)
        self.send((f"SELECT pilkada.append({COLUMNS})", columns), wait=len(columns[0]) < MANY)

    def shelf(self) -> Shelf:
        """A table of the database, into which functions put what they have checked."""
        from pilkada_cli.posko.store.postgres.shelf import ServerShelf

        return ServerShelf(self)

    def logins(self) -> list[tuple[Any, ...]]:
        """Writers, the users of the database as whom their entries came in, and how many; those of its owner not."""
        return self._asked(
            "SELECT writer, login, count(*) FROM pilkada.entries WHERE login IS NOT NULL AND login <> (SELECT "
            "pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'pilkada.entries'::regclass) GROUP BY writer, login "
            "ORDER BY writer, login"
        )

    def replace_body(self, own: str, body: str) -> None:
        """Give an entry another body, from which texts were taken out, as an entry of the log says."""
        with self._sentences():
            self._connection.execute("SELECT pilkada.replace_body(%s, %s)", (own, body))

    def settle(self, post: str) -> None:
        """Mark the store as the home of a post."""
        with self._sentences():
            self._connection.execute("SELECT pilkada.settle(%s)", (post,))

    def copy_to(self, _file: Path) -> None:
        """Do nothing: a server's database is no file, and its log is exported instead."""
        return


def columns_of(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as `append` takes them, as the columns that functions of the database take: fields and receipts."""
    _places, *columns, receipts, _drills = (list(column) for column in zip(*rows, strict=True))
    columns[8] = [prev or "" for prev in columns[8]]
    return [*columns, receipts]
