"""The narrow tables that are derived from the log, for what the lists and the situation report read most."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pilkada_cli.posko.batches import batched
from pilkada_cli.posko.entries import Entry, milliseconds

if TYPE_CHECKING:
    from pilkada_cli.posko.driver import Driver

#: What incidents are counted by, beside their region.
TRAITS = ("category", "severity", "agency", "status", "owner")
#: Entries that are read at once.
BATCH = 1000

#: An entry with its place in the store, and its body where somebody has it at hand.
Placed = tuple[int, Entry, dict[str, Any] | None]


@lru_cache(4096)
def _traits(*values: str | None) -> str:
    return json.dumps(values)


def derived_report(place: int, entry: Entry, body: dict[str, Any] | None = None) -> tuple[Any, ...]:
    """A report's row in the table `reports`; `traits` is what incidents are counted by beside their region."""
    content = entry.content if body is None else body
    occurred, recorded = milliseconds(entry.occurred), milliseconds(entry.recorded)
    traits = _traits(*(content.get(name) for name in TRAITS))
    named = (content["region"], content["severity"], content["status"], traits)
    return (place, entry.post, *named, occurred, recorded, min(occurred, recorded))


def derive(driver: "Driver", entries: Iterable[tuple[int, Entry]]) -> None:
    """Empty the tables and fill them from all entries, inside the transaction that is open."""
    driver.many("DELETE FROM reports", [()])
    driver.many("DELETE FROM changes", [()])
    for batch in batched(entries, BATCH):
        put_derived(driver, [(place, entry, None) for place, entry in batch])


def put_derived(driver: "Driver", placed: Sequence[Placed]) -> None:
    """Write what the lists read of these entries."""
    reports, changes = [], []
    for place, entry, body in placed:
        if entry.kind == "report":
            reports.append(derived_report(place, entry, body))
        elif entry.kind == "update":
            changes.append((place, entry.subject, entry.known))
    if reports:
        driver.many("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", reports)
    if changes:
        driver.many(
            "INSERT INTO changes SELECT ?, place, ? FROM entries WHERE id = ?",
            [(place, known, subject) for place, subject, known in changes],
        )
