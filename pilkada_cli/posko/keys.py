"""The Ed25519 key with which a post signs its checkpoints, in a file of its own that is never written over.

The file lies beside the store in a file, and in the user's data directory for a store in a database. It is PEM, which
other programs read as well, below a line that says whose key it is. A key is 32 random bytes, so that making one takes
no library; only signing and checking do.
"""

import binascii
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pilkada_cli.language import _
from pilkada_cli.posko.errors import KeyFailed
from pilkada_cli.posko.log.notes import PublicKey, Signature, is_name
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.store.urls import read_url
from pilkada_cli.shortage import shortage

#: What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410).
PKCS8 = bytes.fromhex("302e020100300506032b657004220420")
SEED = 32
#: The most bytes of a key's file.
LONGEST = 4096
_BEGIN, _END = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"
_OWNER = re.compile(r"^Key of (\S+): ")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Key(NamedTuple):
    """A key with which a post signs: the name that it signs under, and its 32 secret bytes."""

    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """What others need to check its signatures; raises KeyFailed where the library is missing."""
        private = self._private()
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        # In the words of older versions too: Debian 12 has 38, which the one file uses where it is installed.
        raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(self.name, bytes(raw))

    def sign(self, text: str) -> Signature:
        """Its signature of a text; raises KeyFailed where the library is missing."""
        return Signature(self.name, self.public.id, bytes(self._private().sign(text.encode())))

    def _private(self) -> Any:
        return _ed25519().Ed25519PrivateKey.from_private_bytes(self.seed)


def is_good(key: PublicKey, signature: Signature, text: str) -> bool:
    """Whether a signature of a text was made with this key; raises KeyFailed where the library is missing."""
    from cryptography.exceptions import InvalidSignature

    try:
        _ed25519().Ed25519PublicKey.from_public_bytes(key.data).verify(signature.data, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _ed25519() -> Any:
    need_library()
    from cryptography.hazmat.primitives.asymmetric import ed25519

    return ed25519


def need_library() -> None:
    """Raise KeyFailed where the library is missing that signs and checks."""
    try:
        import cryptography  # noqa: F401 - whether it is there
    except ImportError as error:
        if shortage(error):
            raise
        sentence = _("Checkpoints are signed and checked with the extra 'sign': pip install 'pilkada-cli[sign]'")
        raise KeyFailed(sentence) from None


def key_path(location: str, home: Callable[[], Path]) -> Path:
    """Where the key for the store at a location is; `home` gives this program's directory for the user's data.

    Raises KeyFailed where that is needed and not known.
    """
    found = read_location(location)
    if found.url is None:
        own = _whole(found.path or Path())
        return own.with_name(own.name + ".key")
    database = read_url(found.url)
    assert database is not None, "a location has no URL but one that can be read"
    ports = [database.port] if database.port else []
    words = ("posko", database.host.strip("/"), *ports, database.database)
    try:
        return home() / ("-".join(re.sub(r"[^A-Za-z0-9._]+", "_", word) for word in words) + ".key")
    except RuntimeError:
        sentence = _("The post's key has no place, as no home directory is known; set HOME or XDG_DATA_HOME.")
        raise KeyFailed(sentence) from None


def _whole(path: Path) -> Path:
    """A path from the root on, behind all links."""
    try:
        return Path(os.path.realpath(path))
    except OSError as error:
        # A relative one, where the working directory is gone.
        raise KeyFailed.at(path, _("cannot be read: {reason}").format(reason=error.strerror)) from None


def make_key(path: Path, owner: str) -> bool:
    """Write a new key for an owner where there is none yet, and return whether it did; raises KeyFailed.

    The file is written under another name first, so that no process ever sees a part of it.
    """
    if os.path.lexists(path):
        return False
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            _write(part, _spell(owner, os.urandom(SEED)))
            _move(part, path)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise KeyFailed.at(path, _("could not be made: {reason}").format(reason=error.strerror)) from None
    return True


def _move(part: Path, path: Path) -> None:
    """Give a new file its name, but never that of another; raises FileExistsError then."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links, as a memory stick is. The name is taken first, so that of two that make a key one
        # gives way; what another reads in between is no key, and is told so.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        part.replace(path)


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _spell(owner: str, seed: bytes) -> str:
    coded = binascii.b2a_base64(PKCS8 + seed, newline=False).decode()
    return f"Key of {owner}: whoever has it can sign for this post, so hand it to nobody.\n{_BEGIN}\n{coded}\n{_END}\n"


def load_key(path: Path, owner: str | None = None, name: str | None = None) -> Key:
    """The key in a file, to sign under a name, by default its owner's; raises KeyFailed where it must not be used.

    With `owner`, one of somebody else is refused.
    """
    text = _read(path)
    own = _OWNER.match(text)
    seed = _seed(text)
    if own is None or seed is None or not is_name(own[1]):
        problem = _("is no key of this program; bring the right file back, or move it away for a new key")
        raise KeyFailed.at(path, problem)
    if owner not in (None, own[1]):
        sentence = _(
            "is that of {other}, and this store is {own}; bring the right one back, or move it away for a new key"
        )
        raise KeyFailed.at(path, sentence.format(other=own[1], own=owner))
    return Key(name or own[1], seed)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name != "nt" and mode & _OTHERS:
                problem = _("can be read by others, so that it proves nothing; keep it to yourself: chmod 600")
                raise KeyFailed.at(path, problem)
            return file.read(LONGEST).decode("utf-8", "replace")
    except OSError as error:
        raise KeyFailed.at(path, _("cannot be read: {reason}").format(reason=error.strerror)) from None


def _seed(text: str) -> bytes | None:
    coded = text.partition(_BEGIN)[2].partition(_END)[0].strip()
    try:
        data = binascii.a2b_base64(coded, strict_mode=True)
    except ValueError:
        return None
    return data[len(PKCS8) :] if data[: len(PKCS8)] == PKCS8 and len(data) == len(PKCS8) + SEED else None
