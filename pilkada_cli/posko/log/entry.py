"""One entry of the post's log: its fields, its canonical form, its hash, and how it is exported as a line of JSON.

An entry is never changed. Its hash is the SHA-256 of its canonical form: the line of JSON with all other
fields, keys in alphabetical order, no spaces, UTF-8; in its body stands a seal for each text that people have written
(see `seals`). `prev` is the hash of the entry that the same writer had made before it in the same store, so that each
writer's entries form a chain.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import LogDamaged
from pilkada_cli.posko.log.kinds import CLOCK, SET, Damaged, check_fields
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.posko.log.seals import hashed, is_plain, readable
from pilkada_cli.printable import safe_json

#: The mark of a drill as it stands in a canonical body. It cannot be part of a text, where its quotes are escaped.
_DRILL = f'"{CLOCK}":"{SET}"'

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


#: The same for texts that come again in every entry.
_repeated = lru_cache(256)(_encode)


class Entry(NamedTuple):
    """One entry of the log; `recorded` and `occurred` are ISO 8601 in UTC with milliseconds, `body` is canonical JSON.

    `id` is a UUIDv7, `post` the code of the post's region, `prev` and `hash` are SHA-256 in hexadecimal digits.
    """

    id: str
    post: str
    writer: str
    recorded: str
    occurred: str
    kind: str
    subject: str
    body: str
    prev: str | None
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """The body as a mapping; raises LogDamaged where the stored text is damaged."""
        try:
            content = readable(json.loads(self.body))
        except (ValueError, AttributeError, TypeError, RecursionError):
            content = None
        if not isinstance(content, dict) or not all(map(_is_readable, content.items())):
            raise LogDamaged(self.id)
        return content

    @property
    def counts_from(self) -> int:
        """The earlier of `recorded` and `occurred`, in milliseconds since 1970: the moment as of which it counts."""
        return milliseconds(min(self.recorded, self.occurred))

    @property
    def drill(self) -> bool:
        """Whether it was recorded while the clock was set."""
        return _DRILL in self.body


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries sorted by `occurred`, then `recorded`, then id: the same order in every store that holds them."""
    return sorted(entries, key=lambda one: (one.occurred, one.recorded, one.id))


def _is_readable(item: tuple[str, Any]) -> bool:
    """Whether a field of a body is a text, or in the case of `after` a list of texts."""
    name, value = item
    texts = value if name == "after" and isinstance(value, list) else [value]
    return all(isinstance(text, str) for text in texts)


def canonical(body: Mapping[str, Any]) -> str:
    """A body as canonical JSON: sorted keys, no spaces, fields that are None left out."""
    return _encode({key: value for key, value in body.items() if value is not None})


def sign(
    id: str, post: str, writer: str, recorded: str, occurred: str, kind: str, subject: str, body: str,  # noqa: A002
    prev: str | None, form: str | None = None,
) -> Entry:  # fmt: skip
    """Make an entry from its fields by adding its hash, which is no signature; `body` must be canonical JSON.

    `form` is the body as the hash runs over it (see `hashed`), where it is at hand. Raises ValueError for
    a body with salts that is broken.
    """
    if form is None:
        form = body if is_plain(body) else _sealed_form(body)
    text = (
        f'{{"body":{form},"id":"{id}","kind":"{kind}","occurred":"{occurred}","post":{_repeated(post)},"prev":'
        f'{_encode(prev)},"recorded":"{recorded}","subject":{_encode(subject)},"writer":{_repeated(writer)}}}'
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Entry(id, post, writer, recorded, occurred, kind, subject, body, prev, digest)


def _sealed_form(body: str) -> str:
    try:
        return _encode(hashed(json.loads(body)))
    except (KeyError, AttributeError, TypeError, RecursionError):
        raise ValueError(body) from None


def line_of(entry: Entry) -> str:
    """The entry as a line of JSON, with all its fields in their order and a line break; `read_line` reads it back."""
    fields = (
        f'"{name}":{getattr(entry, name) if name == "body" else _encode(getattr(entry, name))}'
        for name in Entry._fields
    )
    return safe_json("{" + ",".join(fields) + "}\n")


def read_line(line: str | bytes) -> Entry:
    """The entry in a line of JSON; raises Damaged when it is not valid, or its hash does not fit its fields."""
    try:
        fields = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Damaged(_("this is not a line of JSON; the file may have been cut")) from None
    if not isinstance(fields, dict) or set(fields) != set(Entry._fields):
        raise Damaged(_("an entry has the fields {fields}").format(fields=", ".join(Entry._fields)))
    if fields["writer"] is None:
        raise Damaged(_("this comes from a public export, which leaves names out; merge takes whole exports"))
    check_fields(fields)
    try:
        body = canonical(fields["body"])
        entry = sign(**{**{name: fields[name] for name in Entry._fields[:-1]}, "body": body})
    except (ValueError, RecursionError):
        raise Damaged(_("its text is no valid text")) from None
    if entry.hash != fields["hash"]:
        raise Damaged(_("the entry was changed: its hash does not fit"))
    return entry


def _no_constant(name: str) -> None:
    raise ValueError(name)
