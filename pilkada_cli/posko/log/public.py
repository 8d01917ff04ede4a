"""What of the log may be made public: no contacts, no writers' names, no telephone or identity numbers (NIK)."""

import json
from typing import Any

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.private import masked
from pilkada_cli.printable import safe_json

#: The keys of a body that are left out of a public export: contacts, and the hash of the log in a checkpoint.
LEFT_OUT = ("contact", "root")
#: The fields of an answer that hold free text, or words that come from a merged entry and may be any text.
FREE_TEXT = frozenset(
    {
        "agency",
        "category",
        "details",
        "host",
        "note",
        "owner",
        "place",
        "ref",
        "role",
        "severity",
        "shift",
        "status",
        "title",
    }
)


def public_line(entry: Entry) -> str:
    """The entry as a line of JSON for the public, without its writer and contacts, and with its texts masked.

    Its hashes are left out as well: with them, anybody could find the writer or a masked number by trying.
    """
    body = {name: _mask(value) for name, value in entry.content.items() if name not in LEFT_OUT}
    fields = {**entry._asdict(), "subject": masked(entry.subject), "body": body, "writer": None, "prev": None}
    line = json.dumps({**fields, "hash": None}, ensure_ascii=False, separators=(",", ":"))
    return safe_json(line + "\n")


def _mask(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value


def mask_fields(value: Any) -> Any:
    """An answer's fields, at any depth, with the values of FREE_TEXT fields masked; all others are unchanged."""
    if isinstance(value, dict):
        return {name: _mask(own) if name in FREE_TEXT else mask_fields(own) for name, own in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], dict):
        return type(value)(map(mask_fields, value))
    return value
