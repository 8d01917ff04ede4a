"""Texts that can be taken out of an entry again (UU 27/2022), while its hash and the chain behind it still hold.

The hash of an entry does not run over what people have written, but over a seal of each such text: the SHA-256 of a
random salt, the field's name and the text. In the body the salts stand under `salts`. Who takes a text out removes it
and its salt, and leaves its seal under `redacted`; without the salt nobody can find a short text by trying.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any

#: What people write, in whatever kind of entry.
FREE = frozenset({"title", "details", "note", "place", "contact", "host", "role", "shift"})
SALTS, REDACTED = "salts", "redacted"
#: What stands for a text that was taken out, in every language and format.
BLACK = "███"
#: Bytes of a salt.
SALT = 16
#: How a body that has either begins one of them, as it cannot stand within a text, whose quotation marks are escaped.
_MARKS = (f'"{SALTS}":{{', f'"{REDACTED}":{{')


def sealed(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a new entry with a salt for each of its free texts."""
    texts = sorted(name for name in FREE & body.keys() if body[name] is not None)
    if not texts:
        return dict(body)
    noise = os.urandom(SALT * len(texts)).hex()
    salts = {name: noise[place * 2 * SALT : (place + 1) * 2 * SALT] for place, name in enumerate(texts)}
    return {**body, SALTS: salts}


def is_plain(body: str) -> bool:
    """Whether a canonical body has neither salts nor anything redacted, so that it is what the hash runs over."""
    return not any(mark in body for mark in _MARKS)


def hashed(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body as the hash runs over it: seals in place of the texts that have a salt, or had one."""
    salts = body.get(SALTS, {})
    seals = {name: _seal(salt, name, body[name]) for name, salt in salts.items()}
    rest = {name: value for name, value in body.items() if name not in salts and name not in (SALTS, REDACTED)}
    return {**rest, "seals": {**seals, **body.get(REDACTED, {})}}


def _seal(salt: str, name: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{name}:{text}".encode()).hexdigest()


def readable(body: dict[str, Any]) -> dict[str, Any]:
    """A body as it is read: without salts, with BLACK for what was taken out; raises ValueError for a broken one."""
    salts, redacted = body.pop(SALTS, {}), body.pop(REDACTED, {})
    if not isinstance(salts, dict) or not isinstance(redacted, dict) or not redacted.keys() <= FREE:
        raise ValueError(SALTS)
    return {**body, **dict.fromkeys(redacted, BLACK)}


def salted(body: str) -> frozenset[str]:
    """The texts of a canonical body that can be taken out."""
    return frozenset(json.loads(body).get(SALTS, {})) if _MARKS[0] in body else frozenset()


def taken_out(body: str) -> frozenset[str]:
    """The texts that were taken out of a canonical body."""
    return frozenset(json.loads(body).get(REDACTED, {})) if _MARKS[1] in body else frozenset()


def without(body: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The body with one of its texts taken out; None where there is no such text that has a salt."""
    salts = dict(body.get(SALTS, {}))
    if name not in salts or name not in body:
        return None
    seal = _seal(salts.pop(name), name, body[name])
    rest = {key: value for key, value in body.items() if key not in (name, SALTS)}
    return {**rest, **({SALTS: salts} if salts else {}), REDACTED: {**body.get(REDACTED, {}), name: seal}}
