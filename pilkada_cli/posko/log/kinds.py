"""The kinds of entry that the log knows, and how the fields of each must be written."""

import re
from typing import Any, NamedTuple

from pilkada_cli.errors import QUOTED
from pilkada_cli.language import _
from pilkada_cli.posko.log.moments import is_moment
from pilkada_cli.posko.log.seals import FREE, REDACTED, SALT, SALTS
from pilkada_cli.posko.texts import DETAILS, NAME, TITLE
from pilkada_cli.printable import visible

#: Stands for the whole country where else a region's code stands.
NATIONAL = "nasional"


class Kind(NamedTuple):
    """A kind of entry: the keys that its body must have and may have, and what its subject is.

    `about` is `itself` where the subject is the entry's own id, `region`, `agency` or `item` where it is one of these,
    `entry` where it is the id of an earlier entry but those of FINAL, or a kind where it is that of one of that kind.
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
    "report": _kind("itself", "title region category severity status", "agency owner details place contact ref"),
    "update": _kind(
        "report", "after", "status owner note title region category severity agency place happened duplicate_of"
    ),
    "tick": _kind("item", "stage", "note"),
    "untick": _kind("item", "stage", "note"),
    "nil": _kind("region", optional="note"),
    "retract": _kind("entry", "note"),
    "redact": _kind("entry", "field note"),
    "checkpoint": _kind("region", "entries root key"),
    "lost": _kind("itself", "hash writer", "note"),
}
#: The kinds of entry that nothing takes back: what a redaction took away is gone, an open post stays one, others may
#: have a checkpoint already, and what was lost is no more there for having been written down.
FINAL = ("open", "redact", "checkpoint", "lost")
#: The key and the value in a body that mark an entry recorded under a clock set by `--as-of`: a drill or a replay.
CLOCK = "clock"
SET = "set"
#: How many characters the texts of a body may have; all others are words, and have NAME at most.
LIMITS = {"title": TITLE, "place": TITLE, "contact": TITLE, "role": TITLE, "shift": TITLE, "host": TITLE,
          "details": DETAILS, "note": DETAILS}  # fmt: skip

#: The code of a region, or the word for the whole country's post.
_POST = re.compile(r"\d\d(\.\d\d)?|" + NATIONAL, re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_HEX = re.compile(r"[0-9a-f]+")


class Damaged(ValueError):
    """A line that is no entry, or not the one it claims to be; its text says why."""


def check_fields(fields: dict[str, Any]) -> None:
    """Raise Damaged for a field of an entry, or of its body, that is not written as it must be."""
    for name in ("id", "post", "writer", "recorded", "occurred", "kind", "subject", "hash"):
        if not isinstance(fields[name], str) or "\0" in fields[name]:
            raise Damaged(_("'{name}' is not a text").format(name=name))
    patterns = (("id", _ID), ("post", _POST), ("hash", _HASH))
    wrong = [name for name, pattern in patterns if not pattern.fullmatch(fields[name])]
    wrong += [name for name in ("recorded", "occurred") if not is_moment(fields[name])]
    kind = KINDS.get(fields["kind"])
    if kind is not None and kind.about == "region" and not _POST.fullmatch(fields["subject"]):
        wrong.append("subject")
    if len(fields["writer"]) > NAME or len(fields["subject"]) > NAME:
        raise Damaged(_("'{name}' is blank or too long").format(name="writer, subject"))
    if fields["prev"] is not None and not (isinstance(fields["prev"], str) and _HASH.fullmatch(fields["prev"])):
        wrong.append("prev")
    if wrong:
        raise Damaged(_("'{name}' is not written as it must be").format(name=wrong[0]))
    _check_body(fields["kind"], fields["body"])


def _check_body(kind: str, body: object) -> None:
    if kind not in KINDS:
        sentence = _("no entry of this program is a '{kind}'; a newer one may have written it")
        raise Damaged(sentence.format(kind=visible(kind, limit=QUOTED)))
    required, optional, _about = KINDS[kind]
    if not isinstance(body, dict) or not _fits(body, required, required | optional | {CLOCK}):
        raise Damaged(_("the body does not fit a '{kind}'").format(kind=kind))
    for key, value in body.items():
        if key in (SALTS, REDACTED):
            continue
        texts = value if key == "after" else [value]
        if not isinstance(texts, list) or not all(isinstance(text, str) and "\0" not in text for text in texts):
            raise Damaged(_("'{name}' is not a text").format(name=f"body.{key}"))
        if any(len(text) > LIMITS.get(key, NAME) for text in texts) or (key == "title" and not value.strip()):
            raise Damaged(_("'{name}' is blank or too long").format(name=f"body.{key}"))
        if key == "hash" and not _HASH.fullmatch(value):
            raise Damaged(_("'{name}' is not written as it must be").format(name="body.hash"))
        if key == "entries" and not _NUMBER.fullmatch(value):
            raise Damaged(_("'{name}' is not written as it must be").format(name="body.entries"))
        if (key in ("at", "happened") and not is_moment(value)) or (key == "region" and not _POST.fullmatch(value)):
            raise Damaged(_("'{name}' is not written as it must be").format(name=f"body.{key}"))


def _fits(body: dict[str, Any], required: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a body has the keys that it must have, no others, and salts and seals where they belong."""
    salts, redacted = body.get(SALTS, {}), body.get(REDACTED, {})
    for seals, length in ((salts, 2 * SALT), (redacted, 64)):
        if not isinstance(seals, dict) or not seals.keys() <= FREE:
            return False
        if not all(isinstance(one, str) and len(one) == length and _HEX.fullmatch(one) for one in seals.values()):
            return False
    own = body.keys() - {SALTS, REDACTED}
    return salts.keys() <= own and not redacted.keys() & own and required <= own | redacted.keys() <= known
