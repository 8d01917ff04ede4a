"""Where entries wait in PostgreSQL: a table of the database that only its functions write to.

Each batch is checked when it comes, in a transaction of its own, so that the turn that takes all of them has only to
look whether they follow each other, and a pooler may give each transaction another session.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilkada_cli.posko.store.driver import Row
from pilkada_cli.posko.store.entries import COLUMNS
from pilkada_cli.posko.store.postgres.transactions import ASIDE

if TYPE_CHECKING:
    from pilkada_cli.posko.store.postgres.driver import Postgres


class ServerShelf:
    """The rows of the table `aside` that are of this login."""

    def __init__(self, driver: "Postgres") -> None:
        self._driver = driver

    def put(self, own: int, entries: Sequence[Row], _reports: Sequence[Row]) -> None:
        """Hand entries to the server, which checks them while the program makes the next ones."""
        from pilkada_cli.posko.store.postgres.driver import COLUMNS as TYPES
        from pilkada_cli.posko.store.postgres.driver import columns_of

        call = f"SELECT pilkada.put_aside({TYPES}, %b, %b)"
        values = [*columns_of(entries), own, entries[0][0] - 1]
        self._driver.send((ASIDE, ()), (call, values), ("COMMIT", ()))

    def rows(self, own: int, after: int, most: int) -> list[Row]:
        """The fields of the next entries behind a number."""
        sql = (
            f"SELECT {COLUMNS} FROM aside WHERE login = session_user AND own = ? AND n > ? "  # noqa: S608
            "ORDER BY n LIMIT ?"
        )
        return [row for batch in self._driver.batches(sql, (own, after, most)) for row in batch]

    def take(self, own: int, after: int, count: int, _place: int, _received: int) -> None:
        """Let the server append the next entries behind a number; it gives them places and receipts itself."""
        self._driver.many("SELECT pilkada.take_aside(?, ?, ?)", [(own, after, count)])

    def clear(self, own: int) -> None:
        """Throw away what is left of an import."""
        self._driver.send((ASIDE, ()), ("SELECT pilkada.clear_aside(%s)", (own,)), ("COMMIT", ()), wait=True)
