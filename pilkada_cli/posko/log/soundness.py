"""Whether one entry is sound: its fields are texts, its hash fits, and it is one that a pilkada writes."""

import json

from pilkada_cli.language import _
from pilkada_cli.posko.log.entry import Entry, canonical, sign
from pilkada_cli.posko.log.kinds import Damaged, check_fields


def problem_of(entry: Entry) -> str | None:
    """What is wrong with an entry: its hash, or what is written in it though the hash fits; None for a sound one.

    The fields of one from a damaged store may be of any type.
    """
    if not _is_signed(entry):
        return unfit()
    try:
        body = json.loads(entry.body)
        check_fields({**entry._asdict(), "body": body})
    except Damaged as damage:
        return _("the entry is none that a pilkada writes: {problem}").format(problem=damage)
    except (ValueError, RecursionError):
        return unfit()
    return None if canonical(body) == entry.body else unfit()


def unfit() -> str:
    """What is said of an entry that is not the one it was."""
    return _("the entry was changed: its hash does not fit")


def is_text(entry: Entry) -> bool:
    """Whether all fields of an entry have the type that they must have."""
    *fields, prev, hashed = entry
    return all(isinstance(one, str) for one in (*fields, hashed)) and isinstance(prev, str | None)


def _is_signed(entry: Entry) -> bool:
    try:
        return is_text(entry) and sign(*entry[:-1]).hash == entry.hash
    except (ValueError, TypeError):
        return False
