"""The append-only log of a post, which has an entry for every act.

Reading sees one snapshot of the log and writes nothing. Writers take turns; what one of them appends is committed when
its `writing` ends.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from pilkada_cli.language import _
from pilkada_cli.posko.errors import SHORTEST, ListsDamaged, NoPost, StoreFailed, UnknownId
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.kinds import NATIONAL
from pilkada_cli.posko.log.lists import derive
from pilkada_cli.posko.log.moments import Before
from pilkada_cli.posko.log.signs import call_sign, call_signs, ending, read_sign
from pilkada_cli.posko.log.turn import Scribe, Turn
from pilkada_cli.posko.store.store import Store
from pilkada_cli.printable import visible

#: Of how many entries in one turn on the store looks anew at what it holds.
MANY = 5000


class Log:
    """The log in one store: reading, writing, and upgrading its schema. Methods raise StoreFailed."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def name(self) -> str:
        """The location of the log's store, without a password."""
        return self.store.name

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def reading(self) -> AbstractContextManager[None]:
        """A context manager in which all reads see one snapshot of the log, whatever others write meanwhile."""
        return self.store.reading()

    @contextmanager
    def writing(self) -> Iterator[Turn]:
        """A context manager for one turn at writing, a transaction: what is appended inside is committed at its end.

        If an exception is raised inside, nothing is written.
        """
        with self.store.writing():
            turn = Turn(self.store)
            before = turn.place
            yield turn
            turn.flush()
        if turn.place - before >= MANY:
            self.store.driver.learn()

    def scribe(self) -> Scribe:
        """A scribe for entries that are made aside, to be fitted to the log in a turn at writing."""
        return Scribe(self.store.entries.last()[1], self.store.entries.head)

    def bring_up(self) -> bool:
        """Upgrade an older schema to this program's, in one transaction, and say whether there was anything to do.

        Raises StoreFailed for a newer one.
        """
        driver, latest = self.store.driver, len(self.store.driver.steps)
        if driver.version == latest:
            return False
        with self.store.writing():
            version = self._version()
            for step in range(version + 1, latest + 1):
                driver.upgrade(step)
            if 0 < version < latest:
                derive(self.store)
            # Who waited here while another did all this has nothing to do any more.
            if version < latest:
                driver.finish_setup()
        return True

    def check_version(self) -> None:
        """Raise StoreFailed unless the schema is this program's own."""
        if self._version() < len(self.store.driver.steps):
            sentence = _("The post's store {place} was made by an older pilkada; bring it up with: pilkada posko open")
            raise StoreFailed(sentence.format(place=self.name))

    def _version(self) -> int:
        version = self.store.driver.version
        if version > len(self.store.driver.steps):
            sentence = _("The post's store {place} was made by a newer pilkada; install that one.")
            raise StoreFailed(sentence.format(place=self.name))
        return version

    def rebuild(self) -> None:
        """Make anew what the store is made of but for its entries, and fill the derived lists from those."""
        with self.store.writing(anew=True):
            self.store.driver.remake()
            self.store.driver.reindex()
            derive(self.store)
        self.store.driver.learn()
        self.store.driver.look_after(opening=False)

    def post(self) -> str:
        """The code of the region of this store's post, or NATIONAL; raises NoPost when none was opened.

        A store in which no post was opened, but into which entries were merged, belongs to the widest post among them:
        national, then a province, then a kabupaten or kota; of several such, the one that was opened first.
        """
        if home := self.store.home():
            return home
        opened = sorted(self.acts("open"), key=lambda one: (one.post != NATIONAL, len(one.post), one.recorded, one.id))
        if not opened:
            raise NoPost(self.name)
        return opened[0].post

    def acts(
        self, *kinds: str, subject: str | None = None, post: str | None = None, before: Before | None = None
    ) -> Iterator[Entry]:
        """The entries of these kinds, of one subject and post, that count before a limit; not for the kind `report`.

        Those that somebody has taken back are left out.
        """
        struck = self.struck(before)
        found = self.all_acts(*kinds, subject=subject, post=post, before=before)
        return (one for one in found if one.id not in struck)

    def all_acts(
        self, *kinds: str, subject: str | None = None, post: str | None = None, before: Before | None = None
    ) -> Iterator[Entry]:
        """The same, with those that somebody has taken back."""
        limit = {} if before is None else before.condition
        return (Entry(*row) for _received, *row in self.store.entries.acts(kinds, subject=subject, post=post, **limit))

    def received_acts(self, *kinds: str, before: Before | None = None) -> Iterator[tuple[int, Entry]]:
        """When the entries that `acts` gives were received, in milliseconds since 1970, and the entries."""
        struck = self.struck(before)
        limit = {} if before is None else before.condition
        found = ((received, Entry(*row)) for received, *row in self.store.entries.acts(kinds, **limit))
        return ((received, one) for received, one in found if one.id not in struck)

    def struck(self, before: Before | None = None) -> frozenset[str]:
        """The ids of the entries that are taken back by a limit, by a retraction that is not taken back itself.

        A retraction stands behind what it takes back in every store, so from the end on each is known to hold or not.
        """
        struck: set[str] = set()
        for one in reversed(list(self.all_acts("retract", before=before))):
            if one.id not in struck:
                struck.add(one.subject)
        return frozenset(struck)

    def ask_lists(self) -> None:
        """Raise ListsDamaged where a row of the lists is missing, or stands for no entry of its kind.

        Whoever reads the lists asks first, as what they would show is not what the log says.
        """
        from pilkada_cli.posko.store.fitting import lists_fit

        if not lists_fit(self.store.driver):
            raise ListsDamaged

    def lost(self) -> dict[str, str]:
        """The hashes of entries that a rescue has recorded as lost, each with the entry's writer.

        An entry that should say so and is damaged itself says nothing.
        """
        found = {}
        for one in self.all_acts("lost"):
            with suppress(StoreFailed, KeyError):
                found[one.content["hash"]] = one.content["writer"]
        return found

    def entries(
        self, *, order: str = "place", limit: int | None = None, before: Before | None = None,
        **wanted: str | int | None,
    ) -> Iterator[Entry]:  # fmt: skip
        """The entries that fulfil all given CONDITIONS (see `store.entries`), by default in the order of the log."""
        wanted |= {} if before is None else before.condition
        return (Entry(*row) for row in self.store.entries.select(order=order, limit=limit, **wanted))

    def find(self, text: str, kind: str | None) -> Entry:
        """The one entry of this kind (None: any) with this id, beginning of an id, or call sign; raises UnknownId."""
        wanted = text.strip().lower()
        sign = read_sign(text)
        is_id = len(wanted) >= SHORTEST and set(wanted) <= set("0123456789abcdef-")
        span: dict[str, Any] = {"id_from": wanted, "id_before": wanted + "g", "kind": kind}
        fits = list(self.entries(order="id", limit=9, **span)) if is_id else []
        if len(fits) > 1:
            raise UnknownId(text, [one.id for one in fits], self.count(**span))
        if not fits and sign is not None:
            fits = self.signed(sign, kind)
            if len(fits) > 1:
                signs = call_signs(one.id for one in fits)
                titles = {one.id: visible(str(one.content.get("title", one.kind)), limit=40) for one in fits}
                raise UnknownId(text, [f"{signs[own]} ({title})" for own, title in titles.items()], len(fits))
        if not fits:
            raise UnknownId(text)
        return fits[0]

    def signed(self, sign: str, kind: str | None) -> list[Entry]:
        """The entries of a kind (None: of any) that have this call sign."""
        ids = [own for own in self.store.entries.ids_ending(ending(sign)) if call_sign(own, len(sign)) == sign]
        return [entry for own in ids for entry in self.entries(id=own, kind=kind)]

    def sign_of(self, own: str, kind: str | None) -> str:
        """The call sign of the entry with this id: the shortest that no other entry of its kind in this store has."""
        others = self.signed(call_sign(own), kind)
        return call_signs({own, *(one.id for one in others)})[own]

    def signs_of(self, ids: Sequence[str], kind: str) -> dict[str, str]:
        """The call signs of some entries of a kind, as `sign_of` gives them, in one pass over the log."""
        wanted = {call_sign(own) for own in ids}
        rivals = {own for own in self.store.entries.ids(kind) if call_sign(own) in wanted}
        signs = call_signs({*ids, *rivals})
        return {own: signs[own] for own in ids}

    def at(self, places: Sequence[int]) -> dict[int, tuple[int, Entry]]:
        """Place -> when the entry there was received, in milliseconds since 1970, and the entry."""
        return {place: (received, Entry(*fields)) for place, received, *fields in self.store.entries.at(places)}

    def count(self, **wanted: str | int | None) -> int:
        """How many entries fulfil all given CONDITIONS (see `store.entries`); without any, all entries."""
        return self.store.entries.count(**wanted)
