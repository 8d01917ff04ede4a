"""`pilkada posko checkpoint | cosign`, and `verify --against`: what a log held, signed, and held against it later."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pilkada_cli.commands.posko.shared import ByOption, TrustOption, argument, done, operator_of, option
from pilkada_cli.commands.shared import session_of
from pilkada_cli.errors import QUOTED, NoSuchFile, UsageError
from pilkada_cli.language import N_, _, spell_number
from pilkada_cli.output import terminal
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.posko.anchors import Judged, State
    from pilkada_cli.posko.keys import Key
    from pilkada_cli.posko.log.checkpoint import Checkpoint
    from pilkada_cli.posko.log.notes import Note, PublicKey
    from pilkada_cli.posko.operator import Operator
    from pilkada_cli.session import Session

NameOption = Annotated[
    str | None,
    option("--name", "NAME", N_("The name to sign under, such as bawaslu.go.id/dki; else the post's.")),
]
#: What is said of a signature, by what is known of it.
STATES: "dict[State, str]" = {
    "own": N_("good, by this post's own key"),
    "trusted": N_("good, by a key that you trust"),
    "unknown": N_("not checked; give its public key with --trust"),
    "wrong": N_("WRONG: another key made it, or the text was changed"),
}


def draw_checkpoint(
    context: typer.Context,
    key: Annotated[bool, typer.Option("--key", help=N_("Print the public key alone, to be handed to others."))] = False,
    name: NameOption = None,
    by: ByOption = None,
) -> None:
    """Write a signed checkpoint of the log."""
    from pilkada_cli.posko.anchors import sign_checkpoint
    from pilkada_cli.posko.keys import need_library
    from pilkada_cli.posko.log.notes import spell_key, spell_note

    session = session_of(context)
    _expect_note(session)
    need_library()
    if name is not None and not key:
        raise UsageError(_("A checkpoint is signed under the post's name; --name goes with --key, and with cosign."))
    with operator_of(context, by, write=not key) as operator:
        own = _key(session, operator, name)
        text = spell_key(own.public) + "\n" if key else spell_note(sign_checkpoint(operator, own))
    if key:
        terminal.write(text)
        return
    with done(_("The checkpoint is recorded; see: pilkada posko log --kind checkpoint."), again=True):
        terminal.write(text)


def cosign_checkpoint(
    context: typer.Context,
    file: Annotated[str, argument("FILE | -", N_("A checkpoint; - reads standard input."))],
    name: NameOption = None,
    trust: TrustOption = None,
) -> None:
    """Sign another's checkpoint, when this log holds all of it."""
    from pilkada_cli.posko.anchors import cosign
    from pilkada_cli.posko.keys import need_library
    from pilkada_cli.posko.log.notes import spell_note

    session = session_of(context)
    _expect_note(session)
    need_library()
    note, checkpoint = _read(file)
    trusted = _trusted(trust)
    with operator_of(context) as operator:
        own = _key(session, operator, name)
        signed = cosign(operator.log, note, checkpoint, own, trusted)
    if signed == note:
        terminal.say(_("pilkada: this post has signed it already, under that name."))
    elif any(one.name == own.name for one in note.signatures):
        terminal.say(_("pilkada: another key has signed it under the same name; give a name of your own with --name."))
    terminal.write(spell_note(signed))


def holder(session: "Session", files: Sequence[str], trust: list[str] | None) -> "Callable[[Operator], list[str]]":
    """A function that says what is wrong between a log and each of these checkpoints, all else on standard error.

    The files are read here: one that is no checkpoint is a mistake in the call, and no answer of the log.
    """
    from pilkada_cli.posko.keys import need_library

    need_library()
    trusted = _trusted(trust)
    read = [(file, *_read(file)) for file in files]

    def hold(operator: "Operator") -> list[str]:
        own = _public(session, operator)
        return [problem for one in read for problem in _told(operator, *one, own, trusted)]

    return hold


def _told(
    operator: "Operator", file: str, note: "Note", checkpoint: "Checkpoint", own: "PublicKey | None",
    trusted: "tuple[PublicKey, ...]",
) -> list[str]:  # fmt: skip
    """What is wrong with one of them; how far it anchors the log and who has signed it is said on standard error."""
    from pilkada_cli.posko.anchors import judge

    found, place = judge(operator.log, note, checkpoint, own, trusted), visible(file)
    terminal.say("pilkada: " + _standing(found).format(
        file=place, origin=visible(checkpoint.origin, limit=QUOTED), count=spell_number(checkpoint.entries),
        id=found.held.newest, later=spell_number(found.held.later),
    ))  # fmt: skip
    for one, state in found.signatures:
        told = _("{file}: signed by {name} ({key}): {state}.")
        said = told.format(file=place, name=one.name, key=one.key.hex(), state=_(STATES[state]))
        terminal.say(f"pilkada: {said}")
    return [f"{place}: {problem}" for problem in found.problems]


def _standing(found: "Judged") -> str:
    """How a log stands to a checkpoint, as a sentence to be filled in."""
    if found.held.problems:
        return _("{file}: a checkpoint of {origin} over {count} entries. Not all of it is here as it says.")
    if not found.anchors:
        return _(
            "{file}: a checkpoint of {origin} over {count} entries. All of it is here, up to the entry {id}; but it "
            "anchors nothing, as no signature on it is known to be good. Entries here that it does not cover: {later}."
        )
    return _(
        "{file}: a checkpoint of {origin} over {count} entries. All of it is here: the log is anchored up to the entry "
        "{id}. Entries here that it does not cover: {later}."
    )


def _expect_note(session: "Session") -> None:
    if session.format is not None or session.columns is not None or session.json is not None:
        raise UsageError(_("A checkpoint is a signed text, and has no other format."))


def _read(file: str) -> "tuple[Note, Checkpoint]":
    from pilkada_cli.posko.anchors import read_file
    from pilkada_cli.posko.log.notes import LARGEST

    with terminal.open_lines(file) as opened:
        try:
            data = opened.read(LARGEST + 1)
        except OSError as error:
            raise NoSuchFile(file, error.strerror or str(error)) from None
    return read_file(file, data)


def _trusted(texts: list[str] | None) -> "tuple[PublicKey, ...]":
    from pilkada_cli.posko.log.notes import NotANote, read_key

    found = []
    for text in texts or ():
        try:
            found.append(read_key(text))
        except NotANote as problem:
            sentence = _("'{text}' is no public key: {problem}.")
            raise UsageError(sentence.format(text=visible(text, limit=QUOTED), problem=problem)) from None
    return tuple(found)


def _key(session: "Session", operator: "Operator", name: str | None) -> "Key":
    """The key of this post, made where there is none yet, which is said."""
    from pilkada_cli.posko.anchors import own_or_new_key
    from pilkada_cli.posko.keys import key_path
    from pilkada_cli.posko.log.notes import is_name

    if name is not None and not is_name(name):
        raise UsageError(_("A name to sign under has neither spaces nor a plus, and at most 120 characters."))
    path = key_path(session.posko, lambda: session.data_home)
    key, made = own_or_new_key(operator.log, path, name)
    if made:
        sentence = _("a new key was made, {place}; hand its public part to others: pilkada posko checkpoint --key")
        operator.notes[sentence.format(place=visible(str(path)))] = None
    return key


def _public(session: "Session", operator: "Operator") -> "PublicKey | None":
    """The public part of this post's key; None where there is none, or with a note where it must not be used."""
    from pilkada_cli.posko.anchors import own_key
    from pilkada_cli.posko.errors import KeyFailed
    from pilkada_cli.posko.keys import key_path

    try:
        key = own_key(operator.log, key_path(session.posko, lambda: session.data_home))
    except KeyFailed as failed:
        operator.notes[str(failed)] = None
        return None
    return None if key is None else key.public
