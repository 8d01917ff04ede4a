"""What of the log may be made public: no contacts, no names of those who wrote, nothing that looks like a NIK."""

import json
import re

from pilkada_cli.posko.entries import FIELDS, Entry
from pilkada_cli.printable import safe_json

_PRIVATE = re.compile(r"(?<!\d)(?:\d{16}|(?:\+?62|0)[ .-]?8\d{1,3}[ .-]?\d{3,4}[ .-]?\d{3,5})(?!\d)")
#: What a body holds for the room alone.
CONTACTS = ("contact",)


def masked(text: str) -> str:
    """A text without what looks like a NIK or a mobile number."""
    return _PRIVATE.sub("[…]", text)


def public_line(entry: Entry) -> str:
    """The entry as a line for the public: its hash still names the entry, but no longer fits what is left of it."""
    fields = {name: getattr(entry, name) for name in FIELDS}
    fields["writer"] = None
    fields["body"] = {
        name: masked(value) if isinstance(value, str) else value
        for name, value in entry.content.items()
        if name not in CONTACTS
    }
    return safe_json(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")
