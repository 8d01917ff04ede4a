"""The rows of the store's lists (`reports` and `changes`), derived from the log's entries and made anew at any time."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.store.batches import batched
from pilkada_cli.posko.store.store import Store

#: The fields by which incidents are counted, besides their region; a JSON list of their values is a report's `traits`.
TRAITS = ("category", "severity", "agency", "status", "owner")
#: How many entries are read at once.
BATCH = 1000

#: A place in the log, the entry there, when it was received (milliseconds since 1970), and its parsed body if at hand.
Placed = tuple[int, Entry, int, dict[str, Any] | None]


@lru_cache(4096)
def _traits(*values: str | None) -> str:
    # As PostgreSQL writes the same list.
    return json.dumps(values, ensure_ascii=False)


def report_row(place: int, entry: Entry, received: int, body: dict[str, Any] | None = None) -> tuple[Any, ...]:
    """A report's row for the table `reports`; moments in it are milliseconds since 1970."""
    content = entry.content if body is None else body
    occurred, recorded = milliseconds(entry.occurred), milliseconds(entry.recorded)
    traits = _traits(*(content.get(name) for name in TRAITS))
    named = (content["region"], content["severity"], content["status"], traits)
    return (place, entry.post, *named, occurred, recorded, received, content.get("ref"))


def incident_of(store: Store, entry: Entry) -> str | None:
    """The id of the incident that an update, or what takes one back, is of; None for an entry that is of none."""
    seen = set()
    while entry.kind == "retract" and entry.id not in seen:
        # In a damaged store, a row of retractions may lead back to itself.
        seen.add(entry.id)
        about = next(iter(store.entries.select(id=entry.subject)), None)
        if about is None:
            return None
        entry = Entry(*about)
        if entry.kind == "report":
            return entry.id
    return entry.subject if entry.kind == "update" else None


def derive(store: Store) -> None:
    """Empty the lists and fill them from all entries, inside the transaction that is open."""
    store.lists.clear()
    for batch in batched(store.entries.placed(), BATCH):
        list_entries(store, [(place, Entry(*fields), received, None) for place, received, *fields in batch])


def list_entries(store: Store, placed: Sequence[Placed]) -> None:
    """Add the rows of these entries to the lists, inside the transaction that is open."""
    reports, changes = [], []
    for place, entry, received, body in placed:
        if entry.kind == "report":
            reports.append(report_row(place, entry, received, body))
        elif (incident := incident_of(store, entry)) is not None:
            changes.append((place, received, milliseconds(entry.recorded), incident))
    if reports:
        store.lists.add_reports(reports)
    if changes:
        store.lists.add_changes(changes)
    if shared := {(row[1], row[-1]) for row in reports if row[-1] is not None}:
        store.lists.pair(sorted(shared))
