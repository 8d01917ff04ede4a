"""One entry of the post's log: its fields, its canonical form, its hash, and how it is exported as a line of JSON.

An entry is never changed. Its hash is the SHA-256 of its canonical form: the line of JSON with all other
fields, keys in alphabetical order, no spaces, UTF-8. `prev` is the hash of the entry that the same writer
had made before it in the same store, so that each writer's entries form a hash chain.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.moments import is_moment, milliseconds
from pilkada_cli.printable import safe_json

#: Stands for the whole country where else a region's code stands.
NATIONAL = "nasional"


class Kind(NamedTuple):
    """A kind of entry: the keys that its body must have and may have, and what its subject is.

    `about` is `itself` where the subject is the entry's own id, `region`, `agency` or `item` where it is one of these,
    or a kind where it is the id of an earlier entry of that kind.
    """

    required: frozenset[str]
    optional: frozenset[str]
    about: str


def _kind(about: str, required: str = "", optional: str = "") -> Kind:
    return Kind(frozenset(required.split()), frozenset(optional.split()), about)


#: The kinds of entries. A new kind needs a line here, and a module that reads and records it.
KINDS = {
    "open": _kind("region", optional="host"),
    "member": _kind("agency", optional="role contact shift usual"),
    "leave": _kind("agency", optional="note"),
    "plan": _kind("itself", "title kind at", "agency region note appointment"),
    "done": _kind("plan", optional="note"),
    "report": _kind("itself", "title region category severity status", "agency owner details place"),
    "update": _kind("report", "after", "status owner note title region category severity agency place happened"),
    "tick": _kind("item", "stage", "note"),
    "untick": _kind("item", "stage", "note"),
    "nil": _kind("region", optional="note"),
}
#: The key and the value in a body that mark an entry recorded under a clock set by `--as-of`: a drill or a replay.
CLOCK = "clock"
SET = "set"
#: The mark as it stands in a canonical body. It cannot be part of a text, where its quotation marks are escaped.
_DRILL = f'"{CLOCK}":"{SET}"'

#: The code of a region, or the word for the whole country's post.
_POST = re.compile(r"\d\d(\.\d\d)?|" + NATIONAL, re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


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
        """The body as a mapping; raises StoreFailed where the stored text is damaged."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or not all(map(_is_readable, content.items())):
            sentence = _("The post's log is damaged at the entry {id}; see: pilkada posko verify")
            raise StoreFailed(sentence.format(id=self.id))
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


class Damaged(ValueError):
    """A line that is not an entry, or whose hash does not fit; the text says what is wrong."""


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
    prev: str | None,
) -> Entry:  # fmt: skip
    """Make an entry from its fields by adding its hash, which is no signature; `body` must be canonical JSON."""
    text = (
        f'{{"body":{body},"id":"{id}","kind":"{kind}","occurred":"{occurred}","post":{_encode(post)},"prev":'
        f'{_encode(prev)},"recorded":"{recorded}","subject":{_encode(subject)},"writer":{_encode(writer)}}}'
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Entry(id, post, writer, recorded, occurred, kind, subject, body, prev, digest)


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
    _check_fields(fields)
    try:
        body = canonical(fields["body"])
        entry = sign(**{**{name: fields[name] for name in Entry._fields[:-1]}, "body": body})
    except (ValueError, RecursionError):
        raise Damaged(_("its text is no valid text")) from None
    if entry.hash != fields["hash"]:
        raise Damaged(_("the entry was changed: its hash does not fit"))
    return entry


def _check_fields(fields: dict[str, Any]) -> None:
    for name in ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "hash"):
        if not isinstance(fields[name], str) or "\0" in fields[name]:
            raise Damaged(_("'{name}' is not a text").format(name=name))
    patterns = (("id", _ID), ("post", _POST), ("hash", _HASH))
    wrong = [name for name, pattern in patterns if not pattern.fullmatch(fields[name])]
    wrong += [name for name in ("recorded", "occurred") if not is_moment(fields[name])]
    kind = KINDS.get(fields["kind"])
    if kind is not None and kind.about == "region" and not _POST.fullmatch(fields["subject"]):
        wrong.append("subject")
    if fields["prev"] is not None and not (isinstance(fields["prev"], str) and _HASH.fullmatch(fields["prev"])):
        wrong.append("prev")
    if wrong:
        raise Damaged(_("'{name}' is not written as it must be").format(name=wrong[0]))
    _check_body(fields["kind"], fields["body"])


def _check_body(kind: str, body: object) -> None:
    if kind not in KINDS:
        raise Damaged(_("no entry of this program is a '{kind}'; a newer one may have written it").format(kind=kind))
    required, optional, _about = KINDS[kind]
    if not isinstance(body, dict) or not required <= set(body) <= required | optional | {CLOCK}:
        raise Damaged(_("the body does not fit a '{kind}'").format(kind=kind))
    for key, value in body.items():
        texts = value if key == "after" else [value]
        if not isinstance(texts, list) or not all(isinstance(text, str) and "\0" not in text for text in texts):
            raise Damaged(_("'{name}' is not a text").format(name=f"body.{key}"))
        if (key in ("at", "happened") and not is_moment(value)) or (key == "region" and not _POST.fullmatch(value)):
            raise Damaged(_("'{name}' is not written as it must be").format(name=f"body.{key}"))


def _no_constant(name: str) -> None:
    raise ValueError(name)
