"""Amends for what should not have been recorded: an entry is taken back, or a text is taken out of one for good.

Both are entries themselves and travel by merge. What was taken back stays in the log, is left out of lists and reports,
and can be brought back by taking the retraction back. What was taken out (UU 27/2022) is gone from this store, and from
every other one that takes in its log.
"""

from typing import IO

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _, spell_list
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.kinds import FINAL
from pilkada_cli.posko.log.merge import read_entries
from pilkada_cli.posko.log.redaction import take_out
from pilkada_cli.posko.log.seals import FREE, salted, taken_out
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.operator import Operator
from pilkada_cli.posko.store.batches import batched
from pilkada_cli.posko.texts import DETAILS

#: The kinds of entry that are of one post alone, which alone takes them back.
OWN = ("plan", "done", "member", "leave", "tick", "untick")
#: How many entries are looked up at once.
BATCH = 1000


def retract(operator: Operator, text: str, note: str) -> tuple[Entry, Entry]:
    """Take an entry back; returns it, and the retraction. Raises UnknownId, or UsageError for what stays."""
    body = {"note": operator.text(note, _("The note"), DETAILS)}
    with operator.log.writing() as turn:
        entry = operator.log.find(text, None)
        if entry.kind in FINAL:
            raise UsageError(_final(entry.kind))
        if entry.kind in OWN and entry.post != operator.post.code:
            sentence = _("That was recorded at the post {post}, which alone can take it back.")
            raise UsageError(sentence.format(post=entry.post))
        if entry.id in operator.log.struck():
            raise UsageError(_("That is taken back already; see: pilkada posko log"))
        return entry, operator.record(turn, Act("retract", body, subject=entry.id))


def _final(kind: str) -> str:
    """Why an entry of this kind is not taken back."""
    if kind == "redact":
        return _("What a redaction took out is gone; nothing brings it back.")
    if kind == "checkpoint":
        return _("A checkpoint is not taken back: others may have it, and it stays true.")
    if kind == "lost":
        return _("What was lost is no more there for being taken back; nothing was recorded.")
    return _("The opening of a post is not taken back; begin another store for another post.")


def retract_file(operator: Operator, name: str, file: IO[bytes], note: str) -> int:
    """Take back all entries of an export that was merged by mistake; returns how many.

    What cannot be taken back, or is taken back already, is passed over. Raises DamagedLine, with nothing taken back.
    """
    body = {"note": operator.text(note, _("The note"), DETAILS)}
    ids = [entry.id for _number, entry in read_entries(name, file)]
    with operator.log.writing() as turn:
        struck, count = operator.log.struck(), 0
        for batch in batched(ids, BATCH):
            for own, _hash, kind in operator.log.store.entries.look_up(batch):
                if own not in struck and kind not in (*FINAL, *OWN, "retract"):
                    operator.record(turn, Act("retract", body, subject=own))
                    count += 1
    return count


def redact(operator: Operator, text: str, field: str, note: str) -> Entry:
    """Take a text out of an entry in this store, for good; returns the redaction.

    Raises UnknownId, or UsageError where the entry has no such text, or one that an older program has recorded.
    """
    name = field.strip().casefold()
    if name not in FREE:
        sentence = _("'{field}' is no text that people write; these can be taken out: {fields}.")
        raise UsageError(sentence.format(field=field, fields=", ".join(sorted(FREE))))
    body = {"field": name, "note": operator.text(note, _("The note"), DETAILS)}
    with operator.log.writing() as turn:
        entry = operator.log.find(text, None)
        if name not in salted(entry.body):
            raise UsageError(_nothing_to_take_out(operator, entry, name))
        recorded = operator.record(turn, Act("redact", body, subject=entry.id))
        turn.flush()
        take_out(operator.log, entry.id, name)
    operator.log.store.driver.sweep()
    return recorded


def _nothing_to_take_out(operator: Operator, entry: Entry, name: str) -> str:
    """Why an entry has no such text to take out, and where it may be."""
    if name in taken_out(entry.body):
        return _("'{field}' was taken out of it before.").format(field=name)
    if name in entry.content:
        return _("An older pilkada has recorded it, in a form from which nothing can be taken out.")
    updates = [one.id for one in operator.log.all_acts("update", subject=entry.id) if name in salted(one.body)]
    if updates:
        signs = [operator.log.sign_of(own, None) for own in updates]
        sentence = _("It has no '{field}', but these updates of it have: {ids}; take it out of each of them.")
        return sentence.format(field=name, ids=spell_list(signs))
    present = sorted(salted(entry.body))
    if not present:
        return _("It has no text that could be taken out.")
    return _("It has no '{field}'; it has: {fields}.").format(field=name, fields=", ".join(present))
