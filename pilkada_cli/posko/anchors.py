"""Checkpoints of a post: drawn up and signed, signed by another agency as well, and held against the log later.

A checkpoint is recorded in the log as well, so that a situation report can say how far the log was anchored, by what
was received before its end, and say the same tomorrow. It covers what was there before that entry.
"""

import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from pilkada_cli.language import _, ngettext, spell_number
from pilkada_cli.posko.errors import NotACheckpoint, NotSigned, StoreFailed
from pilkada_cli.posko.keys import Key, is_good, load_key, make_key
from pilkada_cli.posko.log.checkpoint import (
    Checkpoint,
    Held,
    draw_up,
    hold_against,
    origin_of,
    read_checkpoint,
    spell_checkpoint,
)
from pilkada_cli.posko.log.entry import in_order
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.log.notes import NotANote, Note, PublicKey, Signature, read_note, spell_note
from pilkada_cli.posko.log.turn import Act
from pilkada_cli.posko.log.verify import verify
from pilkada_cli.posko.operator import Operator

#: How many problems a sentence tells.
TOLD = 3
_NUMBER = re.compile(r"[0-9]{1,18}")

#: Whether a signature was made by this post's own key or by one that somebody trusts; by neither, or wrongly.
State = Literal["own", "trusted", "unknown", "wrong"]


class Anchor(NamedTuple):
    """A checkpoint as the log has it: when it was recorded (as it writes moments), how many entries, its key's id."""

    recorded: str
    entries: int
    key: str


def last_anchor(log: Log, post: str, before: Before | None = None) -> Anchor | None:
    """The last checkpoint of a post that counts before a limit; None where there is none."""
    for one in reversed(in_order(log.acts("checkpoint", post=post, before=before))):
        content = one.content
        if _NUMBER.fullmatch(entries := str(content.get("entries"))):
            return Anchor(one.recorded, int(entries), str(content.get("key")))
    return None


def own_key(log: Log, path: Path, name: str | None = None) -> Key | None:
    """The key of this store in a file; None where there is none. Raises KeyFailed for one that must not be used."""
    return _load(log, path, name) if os.path.lexists(path) else None


def own_or_new_key(log: Log, path: Path, name: str | None = None) -> tuple[Key, bool]:
    """The key of this store, and whether it was made just now; raises KeyFailed."""
    made = make_key(path, origin_of(log.post()))
    return _load(log, path, name), made


def _load(log: Log, path: Path, name: str | None) -> Key:
    home = log.store.home()
    return load_key(path, None if home is None else origin_of(home), name)


def sign_checkpoint(operator: Operator, key: Key) -> Note:
    """A checkpoint of the log as it is now, signed, and recorded; raises StoreFailed for a log that is damaged."""
    log, public = operator.log, key.public
    with log.reading():
        _ask_sound(log)
        drawn = draw_up(log, operator.post.code)
        last = last_anchor(log, operator.post.code)
    if last is not None and last.key != public.id.hex():
        sentence = _(
            "the last checkpoint here was signed with another key, {key}: that of another computer, or a lost one."
        )
        operator.notes[sentence.format(key=last.key)] = None
    note = _signed(Note(spell_checkpoint(drawn), ()), key)
    body = {"entries": str(drawn.entries), "root": drawn.root, "key": public.id.hex()}
    with log.writing() as turn:
        operator.record(turn, Act("checkpoint", body, subject=operator.post.code))
    return note


def cosign(log: Log, note: Note, checkpoint: Checkpoint, key: Key, trusted: tuple[PublicKey, ...]) -> Note:
    """The note with a signature by this key, inside a snapshot of the log; one that it has already is not added again.

    Raises NotSigned where the log does not hold what the checkpoint says, or where a signature is wrong; StoreFailed
    where the log is damaged.
    """
    problems = judge(log, note, checkpoint, key.public, trusted).problems
    if problems:
        told = "; ".join(problems[:TOLD]) + ("; …" if len(problems) > TOLD else "")
        raise NotSigned(told)
    _ask_sound(log)
    signed = _signed(note, key)
    return note if signed.signatures[-1] in note.signatures else signed


def _ask_sound(log: Log) -> None:
    """Raise StoreFailed for a log that is damaged."""
    if flaws := verify(log):
        sentence = ngettext(
            "Nothing was signed: the log has {count} flaw; see: pilkada posko verify",
            "Nothing was signed: the log has {count} flaws; see: pilkada posko verify",
            len(flaws),
        )
        raise StoreFailed(sentence.format(count=spell_number(len(flaws))))


def _signed(note: Note, key: Key) -> Note:
    """The note with a signature more; raises NotSigned where nobody could read it then, as it is too long."""
    signed = note._replace(signatures=(*note.signatures, key.sign(note.text)))
    try:
        return read_note(spell_note(signed).encode())
    except NotANote as problem:
        raise NotSigned(str(problem)) from None


class Judged(NamedTuple):
    """How a log stands to a checkpoint, and what is known of each signature on it; `strict` where keys were given."""

    held: Held
    signatures: list[tuple[Signature, State]]
    strict: bool

    @property
    def states(self) -> set[State]:
        """What is known of its signatures."""
        return {state for _one, state in self.signatures}

    @property
    def anchors(self) -> bool:
        """Whether it holds the log fast: all of it is here, and a key that is known has signed it."""
        return not self.problems and bool(self.states & {"own", "trusted"})

    @property
    def problems(self) -> list[str]:
        """What is wrong, in sentences without a full stop."""
        wrong = _("the signature by {name} ({key}) is wrong")
        problems = [
            *self.held.problems,
            *(wrong.format(name=one.name, key=one.key.hex()) for one, state in self.signatures if state == "wrong"),
        ]
        missed = self.strict and not self.states & {"trusted", "wrong"}
        return [*problems, *([_("none of the keys given with --trust has signed it")] if missed else [])]


def judge(
    log: Log, note: Note, checkpoint: Checkpoint, own: PublicKey | None, trusted: tuple[PublicKey, ...]
) -> Judged:
    """Hold a log against a checkpoint, inside a snapshot of it, and check the signatures by the keys that are known."""
    signatures = [(one, _state_of(note, one, own, trusted)) for one in note.signatures]
    return Judged(hold_against(log, checkpoint), signatures, bool(trusted))


def _state_of(note: Note, signature: Signature, own: PublicKey | None, trusted: tuple[PublicKey, ...]) -> State:
    """What is known of a signature of a note; a post's own key may sign under several names."""
    known: list[tuple[State, PublicKey]] = [("trusted", key) for key in trusted]
    if own is not None:
        known.append(("own", own._replace(name=signature.name)))
    for state, key in known:
        if (key.name, key.id) == (signature.name, signature.key):
            return state if is_good(key, signature, note.text) else "wrong"
    return "unknown"


def read_file(name: str, data: bytes) -> tuple[Note, Checkpoint]:
    """The signed note in a file, and the checkpoint that it is; raises NotACheckpoint."""
    try:
        note = read_note(data)
        return note, read_checkpoint(note.text)
    except NotANote as problem:
        raise NotACheckpoint(name, str(problem)) from None
