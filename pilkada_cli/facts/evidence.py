"""The evidence of each fact: its legal basis, the pages on which it was read, and what is doubtful about it.

Only `sources` and `check` load it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text

CONFIDENCE = ("high", "medium", "low")
#: What evidence is given for, by the file that holds the fact.
SUBJECTS = (
    "regions", "codes", "elections", "exemptions", "specials", "single_pairs", "names", "rules", "stages", "items",
    "revotes", "agencies", "categories", "agenda", "posko",
)  # fmt: skip


class Evidence(NamedTuple):
    """The evidence of one fact: `key` names the fact within its subject, `conflicting` are pages that contradict it."""

    subject: str
    key: str
    fact: Text | None
    basis: str | None
    confidence: str
    pages: tuple[str, ...]
    conflicting: tuple[str, ...]
    note: Text | None


class Evidences:
    """All evidence by subject and key."""

    def __init__(self, evidence: list[Evidence]) -> None:
        self._evidence = {(one.subject, one.key): one for one in evidence}

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self._evidence.values())

    def of(self, subject: str, key: str) -> Evidence | None:
        """The evidence of one fact, or None."""
        return self._evidence.get((subject, key))

    def about(self, subject: str) -> list[Evidence]:
        """All evidence of one subject."""
        return [one for one in self if one.subject == subject]


def load_evidence(files: DataFiles, problems: Problems = refuse) -> Evidences:
    """Read evidence.yaml; what is wrong goes to `problems`, which by default raises InvalidData.

    A subject of which the data have no facts may be missing; `check` asks for the evidence of every fact.
    """
    root = open_record(files, "evidence")
    found: list[Evidence] = []
    for subject in SUBJECTS:
        for key, record in root.children(subject, problems, ids=False) if root.has(subject) else ():
            with noting(problems):
                found.append(_evidence(subject, key, record))
                record.finish()
    with noting(problems):
        root.finish()
    return Evidences(found)


def _evidence(subject: str, key: str, record: Record) -> Evidence:
    return Evidence(
        subject=subject,
        key=key,
        fact=record.both("fact") if record.has("fact") else None,
        basis=record.text("basis") if record.has("basis") else None,
        confidence=record.one_of("confidence", CONFIDENCE),
        pages=record.texts("pages"),
        conflicting=record.texts("conflicting") if record.has("conflicting") else (),
        note=record.both("note") if record.has("note") else None,
    )
