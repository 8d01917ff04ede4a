"""SQL over the tables `reports` and `changes`, which are derived from the log for fast lists and counts.

`reports` has a row for each incident as it was reported, `changes` one for each update of an incident, for each
retraction of its report or of one of its updates, and for each report that shares its reference (`ref`) with another of
its post: that row leads from the report to itself. Moments are milliseconds since 1970. A window is the half-open
interval from `start` to the moment of the limit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from pilkada_cli.posko.store.batches import marks
from pilkada_cli.posko.store.driver import Driver, Row
from pilkada_cli.posko.store.entries import JOINED, Entries

#: The columns of `reports` after `place`, which `verify` compares with the log.
REPORTS = "r.post, r.region, r.severity, r.status, r.traits, r.occurred, r.recorded, r.received, r.ref"
#: The moment by which an entry counts: when this store received it, or when it was recorded.
Basis = Literal["received", "recorded"]
#: A moment in milliseconds since 1970, before which entries count, and the basis for that.
Limit = tuple[int, Basis]


class Lists:
    """Queries over the derived tables through one database. Methods raise StoreFailed."""

    def __init__(self, driver: Driver, entries: Entries) -> None:
        self._driver, self._entries = driver, entries

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        return self._entries.rows(sql, values)

    def clear(self) -> None:
        """Empty both tables, inside the transaction that is open."""
        self._driver.many("DELETE FROM reports", [()])
        self._driver.many("DELETE FROM changes", [()])

    def add_reports(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of place, post, region, severity, status, traits, occurred, recorded, received and ref."""
        self._driver.many("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def add_changes(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of an update's place, when it was received and recorded, and the id of its incident."""
        self._driver.many("INSERT INTO changes SELECT ?, place, ?, ? FROM entries WHERE id = ?", rows)

    def pair(self, refs: Iterable[tuple[str, str]]) -> None:
        """Insert a row that leads to itself for each report of a post and ref that others have too."""
        sql = (
            "INSERT INTO changes SELECT place, place, received, recorded FROM reports r WHERE post = ? AND ref = ? "
            "AND EXISTS (SELECT 1 FROM reports o WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place) "
            "AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.place = r.place)"
        )
        self._driver.many(sql, refs)

    def shared_after(self, place: int) -> list[tuple[str, str]]:
        """The posts and refs of the reports behind this place whose ref another report of their post has."""
        sql = (
            "SELECT DISTINCT r.post, r.ref FROM reports r WHERE r.place > ? AND r.ref IS NOT NULL AND EXISTS "
            "(SELECT 1 FROM reports o WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place)"
        )
        return [(str(post), str(ref)) for post, ref in self._rows(sql, (place,))]

    def with_refs(self, post: str, refs: Sequence[str], before: Limit | None = None) -> Iterator[Row]:
        """The reports of a post with one of these refs that count before a limit, as rows of ref and FIELDS, by id."""
        where, values = ("", ()) if before is None else (f" AND r.{before[1]} < ?", (before[0],))
        return self._rows(
            f"SELECT r.ref, {JOINED} FROM reports r JOIN entries e ON e.place = r.place "  # noqa: S608
            f"WHERE r.post = ? AND r.ref IS NOT NULL AND r.ref IN ({marks(refs)}){where} ORDER BY e.id",
            (post, *refs, *values),
        )

    def reports_after(self, place: int, post: str, regions: Sequence[str]) -> Iterator[Row]:
        """FIELDS of a post's reports behind this place of the log, of these regions or, if none is given, of all."""
        within = f" AND r.region IN ({marks(regions)})" if regions else ""
        return self._rows(
            f"SELECT {JOINED} FROM reports r JOIN entries e ON e.place = r.place "  # noqa: S608
            f"WHERE r.place > ? AND r.post = ?{within} ORDER BY r.place",
            (place, post, *regions),
        )

    def has_changes(self) -> bool:
        """Whether there is any change of an incident."""
        return self._entries.one("SELECT 1 FROM changes LIMIT 1") is not None

    def changed(self, before: Limit | None = None, places: Sequence[int] = ()) -> Iterator[Row]:
        """All changes of the incidents that count before a limit, with those that do not count themselves.

        With `places`, of the incidents reported there alone.
        Rows of the incident's place, whether the change counts (1 or 0), and its entry's FIELDS, in order of places.
        """
        basis = "received" if before is None else before[1]
        where, values = ("", ()) if before is None else (f" AND r.{basis} < ?", (before[0],))
        within = f" AND c.incident IN ({marks(places)})" if places else ""
        counts, own = ("1", ()) if before is None else (f"(CASE WHEN c.{basis} < ? THEN 1 ELSE 0 END)", (before[0],))
        return self._rows(
            f"SELECT c.incident, {counts}, {JOINED} FROM changes c JOIN reports r ON r.place = c.incident "  # noqa: S608
            f"JOIN entries e ON e.place = c.place WHERE 1 = 1{where}{within} ORDER BY c.incident, c.place",
            (*own, *values, *places),
        )

    def reported(self, before: Limit | None = None) -> Iterator[Row]:
        """The reports that count before a limit, by when they occurred, as rows of place, `received` and FIELDS."""
        where, values = ("", ()) if before is None else (f" WHERE r.{before[1]} < ?", (before[0],))
        return self._rows(
            f"SELECT e.place, r.received, {JOINED} FROM entries e JOIN reports r ON r.place = e.place{where} "  # noqa: S608
            "ORDER BY e.occurred, e.recorded, e.id",
            values,
        )

    def last_by_post(self, besides: str, by: int, before: Limit) -> dict[str, int]:
        """When each post, except `besides`, last recorded an incident before the moment `by`.

        Only reports that count before the limit are taken; the answer is in milliseconds since 1970, by post.
        """
        moment, basis = before
        # What a clock ahead has recorded counts from when it came.
        known = "recorded" if basis == "recorded" else "(CASE WHEN recorded < received THEN recorded ELSE received END)"
        sql = f"SELECT post, max({known}) FROM reports WHERE post <> ? AND {known} < ? AND {basis} < ? GROUP BY post"  # noqa: S608
        return dict(self._driver.few(sql, (besides, by, moment)))

    def traits(self, start: int, before: Limit) -> Iterable[tuple[str, bool, int]]:
        """Traits, whether new from `start` on, and the number of such reports, of those that count before a limit."""
        moment, basis = before
        sql = f"SELECT traits, {basis} >= ? FROM reports WHERE {basis} < ?"  # noqa: S608
        if self._driver.groups_by_hash:
            counted = sql.replace(" FROM", ", count(*) FROM") + " GROUP BY 1, 2"
            return [(traits, bool(new), count) for traits, new, count in self._driver.few(counted, (start, moment))]
        found = Counter(self._rows(sql, (start, moment)))
        return [(traits, bool(new), count) for (traits, new), count in found.items()]

    def by_region(self, start: int, before: Limit, *, new: bool | None) -> list[Row]:
        """Rows of region, the number of its reports that count before a limit, and of those new from `start` on.

        `new` says that all (True) or none (False) are known to be new; for None each is compared, which takes twice as
        long.
        """
        moment, basis = before
        fresh = {None: f"sum(CASE WHEN {basis} >= ? THEN 1 ELSE 0 END)", True: "count(*)", False: "0"}[new]
        sql = f"SELECT region, count(*), {fresh} FROM reports WHERE {basis} < ? GROUP BY region"  # noqa: S608
        return self._driver.few(sql, (*((start,) if new is None else ()), moment))

    def settled_by_region(self, before: Limit, unsettled: Sequence[str]) -> list[Row]:
        """Rows of region, and how many of its reports that count before a limit have none of these statuses."""
        where = f"{before[1]} < ? AND status NOT IN ({marks(unsettled)})"
        sql = f"SELECT region, count(*) FROM reports WHERE {where} GROUP BY region"  # noqa: S608
        return self._driver.few(sql, (before[0], *unsettled))

    def oldest_unchanged(
        self, before: Limit, statuses: Sequence[str], severities: Sequence[str], most: int, *, others: bool
    ) -> list[int]:
        """The places of the oldest reports that count before a limit and have no updates that do.

        They have one of the statuses and one of the severities, or with `others` none of the severities. At least
        `most` places are given if there are so many, and sometimes more.
        """
        end, basis = before
        where = (
            f"r.{basis} < ? AND r.status IN ({marks(statuses)}) "  # noqa: S608
            f"AND r.severity {'NOT IN' if others else 'IN'} ({marks(severities)}) "
            f"AND r.place NOT IN (SELECT incident FROM changes WHERE {basis} < ?)"
        )
        values = (end, *statuses, *severities, end)
        sql = f"SELECT r.place, r.occurred FROM reports r WHERE {where} ORDER BY r.occurred LIMIT {2 * most}"  # noqa: S608
        rows = list(self._rows(sql, values))
        if len(rows) == 2 * most and rows[-1][1] == rows[most - 1][1]:
            # More incidents happened at the same moment than are wanted, so the order of ids decides.
            sql = (
                "SELECT r.place, r.occurred FROM reports r JOIN entries e ON e.place = r.place "  # noqa: S608
                f"WHERE {where} AND r.occurred <= ? ORDER BY r.occurred, e.id LIMIT {most}"
            )
            rows = list(self._rows(sql, (*values, rows[-1][1])))
        return [row[0] for row in rows]

    def unchanged_within(self, region: str, statuses: Sequence[str], most: int = 50) -> list[int]:
        """The places of the latest reports of regions whose codes begin so, of these statuses, without any change."""
        sql = (
            f"SELECT place FROM reports WHERE region LIKE ? AND status IN ({marks(statuses)}) "  # noqa: S608
            f"AND place NOT IN (SELECT incident FROM changes) ORDER BY place DESC LIMIT {most}"
        )
        return [row[0] for row in self._rows(sql, (f"{region}%", *statuses))]

    def changed_within(self, region: str) -> list[int]:
        """The places of the reports of regions whose codes begin so that have changes."""
        sql = "SELECT place FROM reports WHERE region LIKE ? AND place IN (SELECT incident FROM changes) ORDER BY place"
        return [row[0] for row in self._rows(sql, (f"{region}%",))]

    def reports_beside_entries(self) -> Iterator[Row]:
        """Rows for each report of the log: place, FIELDS, `received`, and REPORTS (NULLs where that row is missing)."""
        return self._rows(
            f"SELECT e.place, {JOINED}, e.received, {REPORTS} FROM entries e LEFT JOIN reports r ON r.place = e.place "  # noqa: S608
            "WHERE e.kind = 'report' ORDER BY e.place"
        )

    def strays(self) -> Iterator[Row]:
        """The places of rows in either table for which the log has no entry of its kind."""
        for table, kinds in (("reports", "'report'"), ("changes", "'update', 'retract', 'report'")):
            yield from self._rows(
                f"SELECT t.place FROM {table} t LEFT JOIN entries e ON e.place = t.place "  # noqa: S608
                f"WHERE e.kind IS NULL OR e.kind NOT IN ({kinds}) ORDER BY t.place"
            )

    def changes_beside_entries(self) -> Iterator[Row]:
        """Rows for each update of the log: place, id, `received` in the log and in `changes`, and its incident's place.

        The incident's place is given as it is in `changes`, then as it is in the log.
        """
        return self._rows(
            "SELECT e.place, e.id, e.received, c.received, c.incident, i.place FROM entries e "
            "LEFT JOIN changes c ON c.place = e.place LEFT JOIN entries i ON i.id = e.subject "
            "WHERE e.kind <> 'report' AND e.kind = 'update' ORDER BY e.place"
        )

    def unpaired(self) -> Iterator[Row]:
        """Places and ids of reports whose row in `changes` that leads to themselves is missing, or should be."""
        shared = (
            "SELECT r.place FROM reports r JOIN reports o ON o.post = r.post AND o.ref = r.ref AND o.place <> r.place "
            "WHERE r.ref IS NOT NULL AND o.ref IS NOT NULL"
        )
        fits = "c.incident = e.place AND c.received = e.received"
        return self._rows(
            "SELECT DISTINCT e.place, e.id FROM entries e LEFT JOIN changes c ON c.place = e.place "  # noqa: S608
            f"WHERE e.place IN ({shared}) AND (c.place IS NULL OR NOT ({fits})) "
            "UNION SELECT e.place, e.id FROM changes c JOIN entries e ON e.place = c.place "
            f"WHERE e.kind = 'report' AND c.place NOT IN ({shared})"
        )

    def retractions(self) -> list[Row]:
        """Each retraction of the log: place, entry, `received` there and in `changes`, and its incident there."""
        return list(
            self._rows(
                f"SELECT e.place, {JOINED}, e.received, c.received, i.id FROM entries e "  # noqa: S608
                "LEFT JOIN changes c ON c.place = e.place LEFT JOIN entries i ON i.place = c.incident "
                "WHERE e.kind <> 'report' AND e.kind = 'retract' ORDER BY e.place"
            )
        )

    def ahead(self, before: Limit) -> Iterator[Row]:
        """Writer, entries, and milliseconds at most, of what was recorded two minutes or more after it was received."""
        end, basis = before
        for table in ("reports", "changes"):
            yield from self._driver.few(
                f"SELECT e.writer, count(*), max(t.recorded - t.received) FROM {table} t "  # noqa: S608
                f"JOIN entries e ON e.place = t.place WHERE t.recorded - t.received >= 120000 AND t.{basis} < ? "
                "GROUP BY e.writer ORDER BY e.writer",
                (end,),
            )
