"""What of the log may be made public: no contacts, no names of those who wrote, nothing that looks like a NIK."""

import json
import re
from typing import Any

from pilkada_cli.posko.entries import Entry
from pilkada_cli.printable import safe_json

_MOBILE = r"\(?(?:\+?62|\b0)\)?[ .()-]{0,2}8\d{1,3}[ .()-]{0,2}\d{3,4}[ .-]?\d{3,5}"
_LANDLINE = r"(?:\+62[ -]?\d{2,3}|\(?\b0\d{2,3}\)?)[ -]?\d{6,8}"
_NIK = r"\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}|\d{6}[ .-]?\d{6}[ .-]?\d{4}"
_PRIVATE = re.compile(rf"(?<!\d)(?:{_NIK}|{_MOBILE}|{_LANDLINE})(?!\d)")
#: What a body holds for the room alone.
CONTACTS = ("contact",)


def masked(text: str) -> str:
    """A text without what looks like a NIK or a telephone number."""
    return _PRIVATE.sub("[…]", text)


def public_line(entry: Entry) -> str:
    """The entry as a line for the public, without its writer, contacts and what `masked` takes out.

    Its hashes are left out as well: who knows all the rest of an entry could find its writer, or a number, by trying.
    """
    body = {name: _public(value) for name, value in entry.content.items() if name not in CONTACTS}
    fields = {**entry._asdict(), "subject": masked(entry.subject), "body": body, "writer": None, "prev": None}
    line = json.dumps({**fields, "hash": None}, ensure_ascii=False, separators=(",", ":"))
    return safe_json(line + "\n")


def _public(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value


def masked_or_none(text: str | None) -> str | None:
    """The same for a text that may be missing."""
    return None if text is None else masked(text)
