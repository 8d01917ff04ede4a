"""Signed notes (c2sp.org/signed-note): a text, a blank line, and a line for each signature; read, and written.

A signature line is `— NAME BASE64`, which holds the four bytes of the key's id and the signature of the text, with its
last line break and without the blank line. Nothing here knows how to sign.
"""

import binascii
import hashlib
import re
from typing import NamedTuple

from pilkada_cli.language import _

#: The most bytes of a note that is read, and the most signatures on it.
LARGEST, MOST = 4 << 20, 100
#: The byte that stands for Ed25519 among the kinds of signature, and the length of a public key and of a key's id.
ED25519, KEY, ID = b"\x01", 32, 4
#: The most characters of a key's name.
NAME = 120
_NAME = re.compile(r"[^\s+]+")
#: How a signature line begins: an em dash and a space.
_DASH = "\u2014 "


class NotANote(ValueError):
    """A text that is no signed note, or a part of one; its own text says why, as the end of a sentence."""


class PublicKey(NamedTuple):
    """An Ed25519 key by which signatures are checked: the name it signs under, and its 32 bytes."""

    name: str
    data: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.data).digest()[:ID]


class Signature(NamedTuple):
    """A signature of a note: the name and the id of its key, and its bytes."""

    name: str
    key: bytes
    data: bytes


class Note(NamedTuple):
    """A signed note: its text, which ends with a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]


def is_name(text: str) -> bool:
    """Whether a key may have this name: no spaces, no plus, and not too long."""
    return len(text) <= NAME and _NAME.fullmatch(text) is not None and text.isprintable()


def spell_note(note: Note) -> str:
    """The note as it is written."""
    lines = (f"{_DASH}{one.name} {_base64(one.key + one.data)}\n" for one in note.signatures)
    return f"{note.text}\n{''.join(lines)}"


def read_note(data: bytes) -> Note:
    """The note that these bytes are; raises NotANote."""
    whole = _text(data)
    text, blank, rest = whole.rpartition("\n\n")
    if not blank or not rest:
        raise NotANote(_("it has no signature, or was cut"))
    lines = rest.removesuffix("\n").split("\n")
    if len(lines) > MOST:
        raise NotANote(_("it has more than {count} signatures").format(count=MOST))
    first = whole.count("\n", 0, len(text)) + 3
    return Note(text + "\n", tuple(_signature(line, number) for number, line in enumerate(lines, first)))


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise NotANote(_("it is larger than {limit} MiB").format(limit=LARGEST >> 20))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotANote(_("it is not UTF-8 text")) from None
    if "\r\n" in text:
        raise NotANote(_("its lines end in CR LF, as a mail program or an editor changes them; get it again as a file"))
    if any(ord(char) < ord(" ") and char != "\n" for char in text):
        raise NotANote(_("it holds control characters"))
    if not text.endswith("\n"):
        raise NotANote(_("it is empty, or was cut"))
    return text


def _signature(line: str, number: int) -> Signature:
    name, _space, coded = line.removeprefix(_DASH).partition(" ")
    data = decode(coded)
    if not line.startswith(_DASH) or not is_name(name) or data is None or len(data) <= ID:
        raise NotANote(_("its line {line} is no signature; it may have been cut").format(line=number))
    return Signature(name, data[:ID], data[ID:])


def spell_key(key: PublicKey) -> str:
    """The public key as it is handed to others: `NAME+ID+BASE64`."""
    return f"{key.name}+{key.id.hex()}+{_base64(ED25519 + key.data)}"


def read_key(text: str) -> PublicKey:
    """The public key in a text that `spell_key` has written; raises NotANote."""
    name, _plus, rest = text.strip().partition("+")
    own, _plus, coded = rest.partition("+")
    data = decode(coded)
    if not is_name(name) or data is None or len(data) != len(ED25519) + KEY or data[:1] != ED25519:
        raise NotANote(_("it is not NAME+ID+BASE64, an Ed25519 key as `pilkada posko checkpoint --key` prints it"))
    key = PublicKey(name, data[1:])
    if key.id.hex() != own:
        raise NotANote(_("its id does not fit its name and key; it may not have been copied whole"))
    return key


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode()


def encode(digest: str) -> str:
    """Hexadecimal digits in base 64."""
    return _base64(bytes.fromhex(digest))


def decode(text: str) -> bytes | None:
    """The bytes of a text in base 64; None where it is none, or not written in the one way that there is."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None
    return data if _base64(data) == text else None
