"""The checklists: what each actor must do in each stage, and by when, read from `data/checklists.yaml`."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pilkada_cli.clock import label
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import Text, _


class Item(NamedTuple):
    """A checklist item; `start` and `due` are its first and last day, None where it has none, `when` says so in words.

    `basis` is its legal basis, `practice` marks good practice that no rule prescribes.
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
        """Whether the due day is before `today`; False where there is none."""
        return self.due is not None and self.due < today

    def concerns(self, actor: str) -> bool:
        """Whether the actor has to do it; an office includes its levels, so `kpu` includes `kpu-kabkota`."""
        return any(own == actor or own.startswith(f"{actor}-") for own in self.actors)


class Checklists:
    """All checklist items in the order of the data file."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __contains__(self, item_id: str) -> bool:
        return item_id in self._items

    def search(
        self, *, stages: Iterable[str] | None = None, actor: str | None = None, due_by: date | None = None
    ) -> list[Item]:
        """The items that fulfil all conditions: of these stages, of this actor, due on this day or before."""
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
