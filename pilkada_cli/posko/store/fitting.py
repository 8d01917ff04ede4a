"""Whether the derived lists have the rows that the log asks for: so quickly that whoever reads them can look first.

The number of the reports, and that none of their rows is another entry's, is enough to know that each has its own; only
rows of changes are looked at one by one. What stands in a row is compared by `verify` alone.
"""

from pilkada_cli.posko.store.driver import Driver

#: Each gives a row where something does not fit. Places are given without a gap, so the last one is their number.
_REPORTS = (
    """
    SELECT 1 FROM (SELECT count(*) AS found, min(place) AS first, max(place) AS last FROM reports) r,
        (SELECT coalesce(max(place), 0) AS last FROM entries) e,
        (SELECT count(*) AS found FROM entries WHERE kind <> 'report') others
    WHERE r.found <> e.last - others.found OR r.first < 1 OR r.last > e.last
    """,
    "SELECT 1 FROM entries e JOIN reports r ON r.place = e.place WHERE e.kind <> 'report' LIMIT 1",
)
_CHANGES = (
    """
    SELECT 1 FROM changes c LEFT JOIN entries e ON e.place = c.place LEFT JOIN reports r ON r.place = c.incident
    WHERE r.place IS NULL OR e.place IS NULL OR e.kind NOT IN ('update', 'retract', 'report') LIMIT 1
    """,
    """
    SELECT 1 FROM entries e LEFT JOIN changes c ON c.place = e.place LEFT JOIN entries i ON i.id = e.subject
    WHERE e.kind <> 'report' AND e.kind = 'update'
        AND (c.place IS NULL OR i.place IS NULL OR c.incident <> i.place OR c.received <> e.received) LIMIT 1
    """,
    """
    SELECT 1 FROM entries e JOIN entries s ON s.id = e.subject LEFT JOIN changes c ON c.place = e.place
        LEFT JOIN entries i ON i.id = CASE s.kind WHEN 'report' THEN s.id ELSE s.subject END
    WHERE e.kind <> 'report' AND e.kind = 'retract' AND s.kind IN ('report', 'update')
        AND (c.place IS NULL OR i.place IS NULL OR c.incident <> i.place OR c.received <> e.received) LIMIT 1
    """,
)
#: The same for the rows that lead from a report to itself, where another one of its post has its reference.
_SHARED = (
    """
    SELECT 1 FROM (SELECT post, ref FROM reports WHERE ref IS NOT NULL GROUP BY post, ref HAVING count(*) > 1) s
        JOIN reports r ON r.post = s.post AND r.ref = s.ref LEFT JOIN changes c ON c.place = r.place
    WHERE c.place IS NULL OR c.incident <> c.place LIMIT 1
    """,
    """
    SELECT 1 FROM changes c JOIN reports r ON r.place = c.place
    WHERE c.incident <> c.place
        OR NOT EXISTS (SELECT 1 FROM reports o WHERE o.post = r.post AND o.ref = r.ref AND o.place <> r.place) LIMIT 1
    """,
)


def lists_fit(driver: Driver) -> bool:
    """Whether both lists have a row for each entry that needs one, and no other; raises StoreFailed."""
    if any(one.name in ("entries", "reports", "changes") for one in driver.misfits(tables=True)):
        return False
    return not any(driver.few(sql) for sql in (*_REPORTS, *_CHANGES, *_SHARED))
