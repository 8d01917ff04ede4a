"""What of the log may be made public: no contacts, no names of those who wrote, nothing that looks like a NIK."""

import json
import re
from typing import Any

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.printable import safe_json

#: What may stand between the digits of one number: blanks and dashes of every kind.
_DASH = r"[\s.\-\u2010-\u2015]"
_BETWEEN = rf"(?:{_DASH}|[()]){{0,2}}"
#: Mobile and fixed telephones, with or without the country's code, and the sixteen digits of a NIK in their groups.
_NUMBERS = (
    rf"\(?(?:\+?62{_BETWEEN}|0)8\d\d(?:{_BETWEEN}\d){{5,9}}",
    rf"(?:\+62{_BETWEEN}|\(0|0)[1-9]\d{{1,2}}{_BETWEEN}(?:\d{{6,8}}|\d{{3,4}}{_DASH}\d{{4}})",
    rf"\d{{4}}(?:{_DASH}?\d{{4}}){{3}}",
    rf"\d{{6}}{_DASH}\d{{6}}{_DASH}\d{{4}}",
    rf"\d\d{_DASH}\d\d{_DASH}\d\d{_DASH}\d{{6}}{_DASH}\d{{4}}",
)
_PRIVATE = re.compile(rf"(?<![\d.])(?:{'|'.join(_NUMBERS)})(?!\d)")
#: What a body holds for the room alone.
CONTACTS = ("contact",)
#: The fields of an answer that hold what people have written, or words that a merged entry may have brought.
FREE_TEXT = frozenset(
    {"agency", "category", "details", "host", "note", "owner", "place", "role", "severity", "shift", "status", "title"}
)


def masked(text: str) -> str:
    """A text without what looks like a NIK or a telephone number."""
    return _PRIVATE.sub("[…]", text)


def public_line(entry: Entry) -> str:
    """The entry as a line for the public, without its writer, contacts and what `masked` takes out.

    Its hashes are left out as well: who knows all the rest of an entry could find its writer, or a number, by trying.
    """
    body = {name: _mask(value) for name, value in entry.content.items() if name not in CONTACTS}
    fields = {**entry._asdict(), "subject": masked(entry.subject), "body": body, "writer": None, "prev": None}
    line = json.dumps({**fields, "hash": None}, ensure_ascii=False, separators=(",", ":"))
    return safe_json(line + "\n")


def _mask(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value


def mask_fields(value: Any) -> Any:
    """An answer's fields, at any depth, with FREE_TEXT masked; all else is as it was."""
    if isinstance(value, dict):
        return {name: _mask(own) if name in FREE_TEXT else mask_fields(own) for name, own in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], dict):
        return type(value)(map(mask_fields, value))
    return value
