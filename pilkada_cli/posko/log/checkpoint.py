"""A checkpoint: what a log held at a moment, in a few lines that somebody else can keep and sign.

Its text has the form of c2sp.org/tlog-checkpoint: the post, the number of entries, the hash of the whole log, and then,
as lines of our own, each end of a hash chain (see `ends`). The same entries give the same text in every store, in
whatever order they came there. A redaction changes none of it.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.errors import QUOTED
from pilkada_cli.language import _
from pilkada_cli.posko.log.digest import log_hash
from pilkada_cli.posko.log.ends import DIGITS, End, Ends
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.notes import NotANote, decode, encode
from pilkada_cli.printable import visible

#: What stands before a post's code in the first line. It is no domain, so that nobody's is claimed.
ORIGIN = "pilkada-cli/posko/"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_END = re.compile(rf"([0-9a-f]{{{DIGITS}}}) ([1-9][0-9]{{0,17}}) ([0-9a-f]{{64}})")
#: The bytes of a SHA-256.
HASH = 32


class Checkpoint(NamedTuple):
    """What a log held: its origin, how many entries, the hash of all of them in hexadecimal digits, and its ends."""

    origin: str
    entries: int
    root: str
    ends: tuple[End, ...]


def origin_of(post: str) -> str:
    """The origin of the checkpoints of a post, by its code."""
    return ORIGIN + post


def draw_up(log: Log, post: str) -> Checkpoint:
    """The checkpoint of a log as it is now, inside a snapshot of it; the log must be sound."""
    count, root = log_hash(log)
    return Checkpoint(origin_of(post), count, root, tuple(Ends(log).ends))


def spell_checkpoint(one: Checkpoint) -> str:
    """The text of a checkpoint, to be signed."""
    ends = (f"{end.chain} {end.length} {end.head}\n" for end in one.ends)
    return f"{one.origin}\n{one.entries}\n{encode(one.root)}\n{''.join(ends)}"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of which this is the text; raises NotANote, whose text says what is wrong."""
    origin, *rest = text.removesuffix("\n").split("\n")
    root = decode(rest[1]) if len(rest) > 1 else None
    if not origin.strip() or root is None or len(root) != HASH or not _NUMBER.fullmatch(rest[0]):
        raise NotANote(_("it does not begin with a post, a number of entries and a hash"))
    ends = [_end(line, number) for number, line in enumerate(rest[2:], 4)]
    if not ends or ends != sorted(set(ends)):
        raise NotANote(_("the ends of its chains are missing, or not in order"))
    return Checkpoint(origin, int(rest[0]), root.hex(), tuple(ends))


def _end(line: str, number: int) -> End:
    found = _END.fullmatch(line)
    if found is None:
        raise NotANote(_("its line {line} is no end of a chain").format(line=number))
    return End(found[1], int(found[2]), found[3])


class Held(NamedTuple):
    """How a log stands to a checkpoint: what of it is missing or changed here, in sentences without a full stop.

    `newest` is the id of the latest entry here that the checkpoint covers, `later` how many here it does not cover.
    """

    problems: list[str]
    newest: str | None
    later: int


def hold_against(log: Log, one: Checkpoint) -> Held:
    """How a log stands to a checkpoint, inside a snapshot of the log."""
    found = Ends(log, {end.head for end in one.ends})
    problems = list(_problems(log, one, found))
    count = log.count()
    if not problems:
        problems += _misfits(log, one, found)
    return Held(problems, found.newest, count - len(found.covered))


def _misfits(log: Log, one: Checkpoint, found: Ends) -> Iterator[str]:
    """What of a checkpoint does not fit the entries that its ends hold, which are all here.

    Those are all that its log had: what a log receives later stands before none of its ends.
    """
    post = one.origin.removeprefix(ORIGIN)
    if post == one.origin or not any(map(found.covers, log.store.entries.of_post(post))):
        yield _("it is that of '{origin}', and none of its entries is of that post").format(
            origin=visible(one.origin, limit=QUOTED)
        )
    if len(found.covered) != one.entries:
        sentence = _("it says that it covers {entries} entries, and its chains have {count}")
        yield sentence.format(entries=one.entries, count=len(found.covered))
    elif _hash_of(log, found) != one.root:
        yield _("its hash is not that of the entries which its chains have")


def _hash_of(log: Log, found: Ends) -> str:
    """The hash of the entries that stand at or before the ends, as `log_hash` makes it of a whole log."""
    digest = hashlib.sha256()
    for place, hashed in log.store.entries.hashed():
        if found.covers(place):
            digest.update(hashed.encode())
    return digest.hexdigest()


def _problems(log: Log, one: Checkpoint, found: Ends) -> Iterator[str]:
    """What is wrong with each end of the checkpoint that is not here as it says."""
    here = {end.head: end for end in found.ends}
    wrong = [end for end in one.ends if here.get(end.head) != end]
    if not wrong:
        return
    known = Ends(log)
    longest: dict[str, int] = {}
    for end in known.ends:
        longest[end.chain] = max(longest.get(end.chain, 0), end.length)
    for end in wrong:
        writer = visible(known.writers.get(end.chain, "?"))
        sentence, count = _problem(end, here.get(end.head), found.broken.get(end.head, 0), longest.get(end.chain, 0))
        yield sentence.format(chain=end.chain, writer=writer, count=end.length, here=count)


def _problem(end: End, here: End | None, broken: int, longest: int) -> tuple[str, int]:
    """What is wrong with an end, as a sentence to be filled in, and how many entries of its chain are here."""
    if here is not None:
        return _(
            "the chain {chain} is changed: up to that end it has {here} entries here, and not {count}"
        ), here.length
    if broken:
        sentence = _("the chain {chain} is broken: of its {count} entries only the last {here} hang together here")
        return sentence, broken
    if not longest:
        return _("the chain {chain} is missing, with {count} entries"), 0
    sentence = (
        _("the end of the chain {chain} of '{writer}' is missing: {here} of its {count} entries are here")
        if longest < end.length
        else _("the chain {chain} of '{writer}' is changed: its entry {count} is missing, and another one is here")
    )
    return sentence, longest
