"""SQL over the table `entries`, the append-only log itself.

A row has an entry's fields in the order of FIELDS; `place` is its position in this store's log, counted from 1, and
`received` is when this store got it, in milliseconds since 1970.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from pilkada_cli.posko.store.batches import batched, marks
from pilkada_cli.posko.store.driver import Driver, Row

FIELDS = ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "body", "prev", "hash")
COLUMNS = ", ".join(FIELDS)
#: The same columns of the table `entries e` in a join.
JOINED = ", ".join(f"e.{name}" for name in FIELDS)
#: The conditions that queries take as keyword arguments, each with one value: keyword -> SQL.
CONDITIONS = {
    "id": "id = ?",
    "body_like": "body LIKE ?",
    "id_from": "id >= ?",
    "id_before": "id < ?",
    "kind": "kind = ?",
    "subject": "subject = ?",
    "post": "post = ?",
    "writer": "writer = ?",
    "recorded_from": "recorded >= ?",
    "recorded_before": "recorded < ?",
    "received_before": "received < ?",
}
#: How many ids, and how many hashes, are looked up at once.
IDS, HASHES = 1000, 500


class Entries:
    """Queries over the table `entries` through one database. Methods raise StoreFailed."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, one by one."""
        return chain.from_iterable(self._driver.batches(sql, values))

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query that has few of them, or None."""
        return next(iter(self._driver.few(sql, values)), None)

    def _number(self, sql: str, values: Sequence[Any] = ()) -> int:
        row = self.one(sql, values)
        return int(row[0]) if row else 0

    def append(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of place, FIELDS, `received` and `drill` (1 or 0), inside the transaction that is open."""
        self._driver.append(rows)

    def replace_body(self, own: str, body: str) -> None:
        """Give an entry another body, which a redaction in the log must allow, inside the transaction that is open."""
        self._driver.replace_body(own, body)

    def last(self) -> tuple[int, str | None, int]:
        """The place, the id and `received` of the last entry; 0, None and 0 for an empty log."""
        row = self.one("SELECT place, id, received FROM entries ORDER BY place DESC LIMIT 1")
        return (int(row[0]), str(row[1]), int(row[2])) if row else (0, None, 0)

    def head(self, writer: str) -> str | None:
        """The hash of a writer's last entry, the head of the writer's hash chain; None for a new writer."""
        row = self.one("SELECT hash FROM entries WHERE writer = ? ORDER BY place DESC LIMIT 1", (writer,))
        return None if row is None else str(row[0])

    def count(self, **wanted: str | int | None) -> int:
        """How many entries fulfil all of these CONDITIONS; a value of None is no condition."""
        where, values = _where(wanted)
        return self._number(f"SELECT count(*) FROM entries{where}", values)  # noqa: S608

    def ids_ending(self, digits: str) -> list[str]:
        """The ids of all entries whose ids end with these digits; only the index of ids is read."""
        return [str(row[0]) for row in self.rows("SELECT id FROM entries WHERE id LIKE ?", (f"%{digits}",))]

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of all entries of a kind, in no order."""
        return (str(row[0]) for row in self.rows("SELECT id FROM entries WHERE kind = ?", (kind,)))

    def drills(self, **wanted: str | int | None) -> int:
        """How many entries that fulfil all of these CONDITIONS were recorded under a set clock."""
        where, values = _where(wanted, "drill = 1")
        return self._number(f"SELECT count(*) FROM entries{where}", values)  # noqa: S608

    def select(self, *, order: str = "place", limit: int | None = None, **wanted: str | int | None) -> Iterator[Row]:
        """The entries that fulfil all of these CONDITIONS, sorted by the column `order`; None is no condition."""
        where, values = _where(wanted)
        end = "" if limit is None else f" LIMIT {limit}"
        return self.rows(f"SELECT {COLUMNS} FROM entries{where} ORDER BY {order}{end}", values)  # noqa: S608

    def acts(self, kinds: Sequence[str], **wanted: str | int | None) -> Iterator[Row]:
        """The entries of these kinds (not `report`) that fulfil all of these CONDITIONS, in the order of the log."""
        # Written like this, the databases use the small partial indexes that leave out the many reports.
        ours = f"kind <> 'report' AND kind IN ({marks(kinds)})"
        where, values = _where(wanted, ours)
        return self.rows(f"SELECT received, {COLUMNS} FROM entries{where} ORDER BY place", [*kinds, *values])  # noqa: S608

    def placed(self) -> Iterator[Row]:
        """All entries in the order of the log, as rows of place, `received` and FIELDS."""
        return self.rows(f"SELECT place, received, {COLUMNS} FROM entries ORDER BY place")  # noqa: S608

    def marked(self) -> Iterator[Row]:
        """All entries in the order of the log, as rows of place, `received`, `drill` and FIELDS."""
        return self.rows(f"SELECT place, received, drill, {COLUMNS} FROM entries ORDER BY place")  # noqa: S608

    def backwards(self, writers: Iterable[str] | None = None) -> Iterator[Row]:
        """Rows of place, id, writer, `prev` and hash, from the last entry to the first; None stands for all writers.

        The entries of each writer come in that order; those of many writers may come one batch of them after another.
        One of which any of these is no text any more, in a damaged store, is left out.
        """
        sql = "SELECT place, id, writer, prev, hash FROM entries"
        if writers is None:
            rows = self.rows(f"{sql} ORDER BY place DESC")
            yield from (row for row in rows if all(type(one) is str for one in row[1:3] + row[4:]))
            return
        for part in batched(sorted(writers), HASHES):
            yield from self.rows(f"{sql} WHERE writer IN ({marks(part)}) ORDER BY place DESC", part)

    def places(self) -> Iterator[Row]:
        """Place and id of all entries in the order of the log."""
        return self.rows("SELECT place, id FROM entries ORDER BY place")

    def hashed(self) -> Iterator[Row]:
        """Place and hash of all entries in the order of their ids."""
        return self.rows("SELECT place, hash FROM entries ORDER BY id")

    def of_post(self, post: str) -> Iterator[int]:
        """The places of the entries of a post."""
        return (int(row[0]) for row in self.rows("SELECT place FROM entries WHERE post = ?", (post,)))

    def last_place(self) -> int | None:
        """The last place that was given to an entry, even if that was deleted; None where the database cannot tell."""
        return self._driver.last_place()

    def at(self, places: Sequence[int]) -> list[Row]:
        """The entries at these places, as rows of place, `received` and FIELDS."""
        if not places:
            return []
        sql = f"SELECT place, received, {COLUMNS} FROM entries WHERE place IN ({marks(places)})"  # noqa: S608
        return list(self.rows(sql, places))

    def look_up(self, ids: Iterable[str]) -> Iterator[Row]:
        """Rows of id, hash and kind for those of these ids that the log has."""
        for part in batched(sorted(ids), IDS):
            sql = f"SELECT id, hash, kind FROM entries WHERE id IN ({marks(part)})"  # noqa: S608
            yield from list(self.rows(sql, part))

    def with_hashes(self, hashes: Iterable[str]) -> Iterator[Row]:
        """Rows of hash, place and writer of the entries with these hashes; without an index, a batch reads the log."""
        for part in batched(sorted(hashes), HASHES):
            sql = f"SELECT hash, place, writer FROM entries WHERE hash IN ({marks(part)})"  # noqa: S608
            yield from list(self.rows(sql, part))

    def strung_hashes(self, after: str, most: int, **wanted: str | int | None) -> tuple[int, str, str]:
        """The number, the last id and the joined hashes of the next entries, in the order of their ids.

        These are at most `most` entries with an id greater than `after` that fulfil all of these CONDITIONS. If there
        is none, the answer is 0, `after` and an empty text.
        """
        where, values = _where(wanted, "id > ?")
        row = self.one(
            f"SELECT count(*), max(id), {self._driver.hashes_by_id} FROM "  # noqa: S608
            f"(SELECT id, hash FROM entries{where} ORDER BY id LIMIT {most}) AS part",
            (after, *values),
        )
        return (int(row[0]), str(row[1]), str(row[2])) if row and row[0] else (0, after, "")


def _where(wanted: dict[str, str | int | None], *conditions: str) -> tuple[str, list[str | int]]:
    given = {name: value for name, value in wanted.items() if value is not None}
    parts = [*conditions, *(CONDITIONS[name] for name in given)]
    return (" WHERE " + " AND ".join(parts) if parts else ""), list(given.values())
