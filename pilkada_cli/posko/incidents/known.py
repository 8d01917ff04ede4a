"""What of a file is in the log already: by the reference of a line, or word for word."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.store.batches import batched

#: The fields by which a line is told from another.
TOLD = ("title", "region", "category", "severity", "agency", "details", "place", "contact")
#: How many references are looked up at once, and of how many regions at most reports are asked for by their names.
BATCH, REGIONS = 500, 40


def mark(body: Mapping[str, Any], occurred: str | None) -> int:
    """A number of 64 bits that two lines of one run share only where they say the same of the same moment."""
    return hash((occurred, *map(body.get, TOLD)))


class Here(NamedTuple):
    """An incident that has the reference of a line: its report, and whether it was taken back."""

    report: Entry
    retracted: bool

    def says(self, body: Mapping[str, Any], occurred: str | None) -> bool:
        """Whether it was reported in the words of a line, which need not say when it happened."""
        own = self.report.content
        return mark(own, occurred and self.report.occurred) == mark(body, occurred)


def by_ref(log: Log, post: str, refs: Sequence[str]) -> dict[str, Here]:
    """Reference -> the incident of a post that has it; of several, one that was not taken back."""
    struck = log.struck()
    found: dict[str, Here] = {}
    for part in batched(refs, BATCH):
        for ref, *fields in log.store.lists.with_refs(post, part):
            one = Entry(*fields)
            if ref not in found or found[ref].retracted:
                found[ref] = Here(one, one.id in struck)
    return found


def word_for_word(
    log: Log, post: str, marks: Collection[int], regions: Collection[str], after: int = 0
) -> Iterator[tuple[int, Entry]]:
    """The marks, of these, that reports of a post have which were not taken back, with the reports.

    `regions` are those of the lines. Only reports behind the place `after` of the log are looked at.
    """
    struck = log.struck()
    within = sorted(regions) if len(regions) <= REGIONS else []
    for row in log.store.lists.reports_after(after, post, within) if marks else ():
        one = Entry(*row)
        content = one.content
        for own in (mark(content, None), mark(content, one.occurred)):
            if own in marks and one.id not in struck:
                yield own, one
