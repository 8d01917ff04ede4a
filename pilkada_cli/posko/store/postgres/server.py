"""Asking a PostgreSQL server and handing it statements, and what is said where it refuses or does not answer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.store.postgres.connecting import connect, explain, without_password
from pilkada_cli.posko.store.postgres.patience import Patience, Silence
from pilkada_cli.posko.store.postgres.sending import Sending
from pilkada_cli.posko.store.postgres.transactions import GRACE, READING, READS

#: How many rows are fetched at once.
BATCH = 5000


class Server:
    """A connection to a server; its methods raise StoreFailed, which calls the server by its `name`."""

    def __init__(self, url: str) -> None:
        self.name, self._cursors = without_password(url), 0
        self._patience = Patience()
        self._sending: Sending | None = None
        self._connection = connect(url, self.name, self._patience)
        import psycopg

        self._psycopg = psycopg

    def _asked(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, in a transaction of its own where none is open."""
        with self._sentences():
            idle = self._connection.info.transaction_status == self._psycopg.pq.TransactionStatus.IDLE
            if idle:
                self._begin_reading()
            try:
                return self._connection.execute(sql, values).fetchall()
            finally:
                if idle:
                    self.rollback()

    def commit(self) -> None:
        """Commit the transaction."""
        with self._sentences():
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Roll the transaction back."""
        with suppress(self._psycopg.Error, StoreFailed), self._sentences():
            if self._connection.info.transaction_status != self._psycopg.pq.TransactionStatus.IDLE:
                self._connection.execute("ROLLBACK")

    def _begin_reading(self) -> None:
        self._patience.most = READS + GRACE
        self._connection.execute(READING)

    def read_on(self) -> None:
        """Begin a new snapshot where a query that failed has ended the old one."""
        if self._connection.info.transaction_status == self._psycopg.pq.TransactionStatus.INERROR:
            self.rollback()
            with self._sentences():
                self._begin_reading()

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in batches; inside a transaction through a cursor of the server, else as one batch."""
        with self._sentences():
            if self._connection.info.transaction_status == self._psycopg.pq.TransactionStatus.IDLE:
                yield self._asked(_dollar(sql), values)
                return
            self._cursors += 1
            with self._connection.cursor(name=f"posko_{self._cursors}") as cursor:
                cursor.execute(_dollar(sql), values)
                while batch := cursor.fetchmany(BATCH):
                    yield batch

    def few(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query that has few of them: at once, and planned for all of them, as through no cursor."""
        return self._asked(_dollar(sql), values)

    def send(self, *statements: tuple[str, Sequence[Any]], wait: bool = False) -> None:
        """Run statements while the program goes on, or `wait`; what goes wrong is raised by what is called next."""

        def run() -> None:
            for sql, values in statements:
                self._connection.execute(sql, values or None)

        with self._sentences():
            self._sending = Sending(run)
            if wait:
                self._settle_sending()

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        with self._sentences(), self._connection.cursor() as cursor:
            cursor.executemany(_dollar(sql), rows)
            # The library ends many statements in a way after which a server forgets to look how long nothing comes.
            cursor.execute("SELECT 1")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _settle_sending(self) -> None:
        """Wait for the entries that are on their way, and raise what went wrong with them."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.finish()

    def _failed(self, problem: str) -> StoreFailed:
        return StoreFailed.at(self.name, problem)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            self._settle_sending()
            yield
        except self._psycopg.Error as error:
            raise self._failed(explain(error)) from error
        except Silence:
            # What comes later must not wait for this server again.
            self._connection.close()
            sentence = _("does not answer; look whether your entry is there before you write it again")
            raise self._failed(sentence) from None


def _dollar(sql: str) -> str:
    """A statement with `%s` for `?`; our statements have no percent signs, and no question marks in texts."""
    return sql.replace("?", "%s")
