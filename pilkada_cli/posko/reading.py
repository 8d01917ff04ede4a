"""Reading the log with the filters of the command line."""

from collections.abc import Iterator

from pilkada_cli.errors import QUOTED, UsageError
from pilkada_cli.language import _
from pilkada_cli.posko.desk import Desk
from pilkada_cli.posko.entries import KINDS, Entry
from pilkada_cli.posko.texts import NAME, optional
from pilkada_cli.printable import visible


def log_entries(
    desk: Desk, start: str | None, end: str | None, kind: str | None, writer: str | None
) -> Iterator[Entry]:
    """The entries recorded in a half-open span of time, of one kind, by one writer; None is "all"."""
    if kind is not None and kind not in KINDS:
        sentence = _("'{text}' is no kind of entry; the kinds are {kinds}.")
        raise UsageError(sentence.format(text=visible(kind, limit=QUOTED), kinds=", ".join(KINDS)))
    wanted = {
        "recorded >= ?": None if start is None else desk.stamp(start),
        "recorded < ?": None if end is None else desk.stamp(end),
        "kind = ?": kind,
        "writer = ?": optional(writer, _("The writer's name"), NAME),
    }
    given = {condition: value for condition, value in wanted.items() if value is not None}
    return desk.store.entries(" AND ".join(given), list(given.values()))
