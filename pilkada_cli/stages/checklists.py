"""What each actor must have done, stage by stage, and by when."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pilkada_cli.clock import label
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _


class Item(NamedTuple):
    """One thing to do; `due` is its last day, `when` its rule in words where the law or practice gives one.

    `practice` marks good practice that no rule prescribes.
    """

    id: str
    stage: str
    text: Text
    actors: tuple[str, ...]
    start: date | None
    due: date | None
    when: Text
    basis: str | None
    practice: bool

    def due_label(self, voting_day: date) -> str | None:
        """The due day in H-notation, counted from voting day; None when there is no fixed day."""
        return None if self.due is None else label((voting_day - self.due).days)

    def overdue(self, today: date) -> bool:
        """Whether the due day is over."""
        return self.due is not None and self.due < today

    def concerns(self, actor: str) -> bool:
        """Whether it is the actor's to do; an office stands for its levels, `kpu` for `kpu-kabkota`."""
        return any(own == actor or own.startswith(f"{actor}-") for own in self.actors)


class Checklists:
    """All items in the order of the stages."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __contains__(self, item_id: str) -> bool:
        return item_id in self._items

    def search(
        self, *, stages: Iterable[str] | None = None, actor: str | None = None, due_by: date | None = None
    ) -> list[Item]:
        """The items of these stages, of this actor, due on or before this day."""
        wanted = None if stages is None else set(stages)
        return [
            item
            for item in self
            if (wanted is None or item.stage in wanted)
            and (actor is None or item.concerns(actor))
            and (due_by is None or (item.due is not None and item.due <= due_by))
        ]


def load_checklists(files: DataFiles, problems: Problems = refuse) -> Checklists:
    """The checklists of the data files; what is wrong goes to `problems`, which by default raises InvalidData."""
    root = open_record(files, "checklists")
    items: dict[str, Item] = {}
    for stage, checklist in root.children("checklists", problems):
        for own, record in checklist.children("items", problems):
            with noting(problems):
                if own in items:
                    raise record.wrong(_("two items have this id"))
                items[own] = _item(stage, record)
                record.finish()
        with noting(problems):
            checklist.finish()
    with noting(problems):
        root.finish()
    return Checklists(items.values())


def _item(stage: str, record: Record) -> Item:
    return Item(
        id=record.text("id"),
        stage=stage,
        text=record.both("text"),
        actors=record.texts("actor"),
        start=record.day("start") if record.has("start") else None,
        due=record.day("due") if record.has("due") else None,
        when=record.both("when"),
        basis=record.text("basis") if record.has("basis") else None,
        practice=record.has("practice") and record.yes("practice"),
    )
