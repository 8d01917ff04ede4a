"""A backup of a whole store while others write to it: a copy of a file, or an export where the store is no file."""

from contextlib import closing
from pathlib import Path
from typing import IO, Literal, NamedTuple

from pilkada_cli.errors import UsageError
from pilkada_cli.language import _
from pilkada_cli.output.kept import KEY, PARTS, is_store
from pilkada_cli.output.placing import whole_path
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.access import log_at
from pilkada_cli.posko.log.entry import line_of
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.verify import verify
from pilkada_cli.posko.store.batches import batched
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.store.store import connect
from pilkada_cli.printable import visible

#: How many lines of an export are written at once.
BATCH = 1000


class Backup(NamedTuple):
    """What was written: a store of its own (`sqlite`) or an export (`jsonl`), and with how many entries.

    `flaws` is how many `verify` finds in the store, and so in the copy; 0 where nobody looked. A store of an older
    version is not looked over.
    """

    kind: Literal["sqlite", "jsonl"]
    entries: int
    flaws: int


def back_up(location: str, file: Path, *, look_over: bool = True) -> Backup:
    """Write all that a store holds at this moment into an empty file; raises StoreFailed, NoPost or OSError.

    What was acknowledged before is in it. A store of an older version is copied as it is; so is one that is damaged, as
    a copy may be the last one, and then `flaws` says so. To `look_over` a store takes as long as `verify`.
    """
    with closing(Log(connect(location))) as log, log.reading():
        count = log.count()
        copied = log.store.driver.copy_to(file)
        known = log.store.driver.version == len(log.store.driver.steps)
        flaws = len(verify(log)) if look_over and known and copied is not None else 0
    if copied is None:
        with log_at(location) as log, file.open("w", encoding="utf-8") as lines:
            return Backup("jsonl", _export(log, lines), len(verify(log)) if look_over else 0)
    if copied != count:
        sentence = _("The copy has {copied} entries and the store {count}, so none was left; see: pilkada posko verify")
        raise StoreFailed(sentence.format(copied=copied, count=count))
    return Backup("sqlite", copied, flaws)


def _export(log: Log, file: IO[str]) -> int:
    """Write all entries as lines, and give their number."""
    written = 0
    for batch in batched(log.entries(), BATCH):
        file.writelines(map(line_of, batch))
        written += len(batch)
    return written


def refuse_store(location: str, path: Path) -> None:
    """Raise UsageError where a backup would be the store itself, or one of the names of what lies beside it."""
    store = read_location(location).path
    own = [] if store is None else [whole_path(store.with_name(store.name + end)) for end in ("", *PARTS, KEY)]
    if path in own:
        raise UsageError(_("{file} is the store itself; give another name for the backup.").format(file=_told(path)))


def refuse_loss(done: Backup, made: Path, path: Path) -> None:
    """Raise UsageError where a backup would replace a store that holds more than it, and is no earlier backup of it."""
    if not is_store(path):
        return
    from pilkada_cli.posko.store.sqlite.copying import holds_all

    if done.kind != "sqlite" or not holds_all(made, path):
        sentence = _("{file} is a store of which not all is in this backup, and stays as it is; give another name.")
        raise UsageError(sentence.format(file=_told(path)))


def _told(path: Path) -> str:
    return visible(str(path))
