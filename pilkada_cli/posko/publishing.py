"""What of the log may be made public: no contacts, no names of those who wrote, nothing that looks like a NIK."""

import json
import re
from typing import Any

from pilkada_cli.posko.entries import Entry
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
