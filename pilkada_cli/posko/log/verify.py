"""Checks the log against itself: every hash, hash chain and place, and the lists that are derived from it.

A hash chain alone cannot show that its last entries were cut off. A printed situation report can, because its
footer has the hash of the log.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pilkada_cli.errors import QUOTED
from pilkada_cli.language import _, ngettext
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.chains import Chains, Follower, Fork, trace
from pilkada_cli.posko.log.clocks import Clocks
from pilkada_cli.posko.log.entry import Entry
from pilkada_cli.posko.log.lists import incident_of, report_row
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.seals import salted, taken_out
from pilkada_cli.posko.log.soundness import is_text, problem_of, unfit
from pilkada_cli.posko.store.driver import Misfit
from pilkada_cli.printable import visible


class Flaw(NamedTuple):
    """Something wrong with the log: the entry's place in this store's log, its id if known, and the problem.

    The place is 0 for a flaw of the store as a whole. What is only `derived` from the log, `rebuild` makes anew.
    """

    place: int
    id: str | None
    problem: str
    derived: bool = False


def verify(log: Log, clocks: Clocks | None = None, forks: list[Fork] | None = None) -> list[Flaw]:
    """All flaws in the order of the log: entries missing, changed or out of order, and derived rows that do not fit.

    `clocks` sees all entries that are sound, and `forks` gets the chains that have several ends, which is no flaw.
    """
    gone: set[tuple[int, str, str]] = set()
    chains = Chains()
    with log.store.driver.any_text():
        misfits = log.store.driver.misfits()
        found = [*_misfits(misfits), *_database(log)]
        apart = {one.name for one in misfits if one.kind == "table"}
        if "entries" not in apart:
            last = None if "turn" in apart else log.store.entries.last_place()
            found += [*_places(log, last), *_entries(log, clocks or Clocks(), chains, gone), *_redactions(log, gone)]
            if chains.branched:
                found += _chains(log, [] if forks is None else forks)
            if not apart & {"reports", "changes"}:
                found += [*_lists(log), *_changes(log)]
            if not apart & {"home", "turn"}:
                found += _home(log)
    flaws = [
        one._replace(id=None if one.id is None else legible(one.id), problem=legible(one.problem)) for one in found
    ]
    return sorted(flaws, key=lambda flaw: (flaw.place, flaw.id or "", flaw.problem))


def legible(text: object) -> str:
    """A text of a damaged store as one that can be shown: bytes that are none are told by the sign for that."""
    return str(text).encode(errors="surrogatepass").decode(errors="replace")


def _places(log: Log, last: int | None) -> Iterator[Flaw]:
    """Flaws for gaps in the places of the log, where entries must have been, up to the last that was given."""
    expected = 1
    for place, own in log.store.entries.places():
        if place != expected:
            yield Flaw(expected, None, _missing(place - expected, own))
        expected = place + 1
    if last is not None and last >= expected:
        yield Flaw(expected, None, _missing(last + 1 - expected, None))


def _missing(count: int, following: str | None) -> str:
    if following is None:
        sentence = ngettext("{count} entry is missing at the end", "{count} entries are missing at the end", count)
        return sentence.format(count=count)
    sentence = ngettext("{count} entry is missing before {id}", "{count} entries are missing before {id}", count)
    return sentence.format(count=count, id=following)


def _entries(log: Log, clocks: Clocks, chains: Chains, gone: set[tuple[int, str, str]]) -> Iterator[Flaw]:
    """Flaws for entries whose hash does not fit, or whose derived columns are wrong.

    `clocks` sees the others, `chains` all, and `gone` gets the places, ids and fields of texts that were taken out.
    """
    latest = 0
    for place, received, drill, *fields in log.store.entries.marked():
        entry = Entry(*fields)
        if not isinstance(received, int) or not is_text(entry):
            yield Flaw(place, str(entry.id), unfit())
            continue
        if (problem := problem_of(entry)) is not None:
            yield Flaw(place, entry.id, problem)
        elif received < latest or drill != int(entry.drill):
            yield Flaw(place, entry.id, _("the entry was changed: what is derived from it does not fit"))
        else:
            clocks.see(entry, received)
            gone |= {(place, entry.id, name) for name in taken_out(entry.body)}
        latest = max(latest, received)
        chains.go_on(entry)


def _chains(log: Log, forks: list[Fork]) -> Iterator[Flaw]:
    """Flaws for entries whose `prev` is missing, another writer's, or comes later in the log; `forks` gets the forks.

    It takes one walk through the log, and another one where something is wrong, however often a chain forks.
    """
    found = trace(log)
    forks += found.forks
    for one, writer in found.astray:
        yield Flaw(
            one.place, one.id, _("it follows an entry of another writer, '{writer}'").format(writer=visible(writer))
        )
    lost = log.lost()
    found.wanted = {one: behind for one, behind in found.wanted.items() if lost.get(one) != behind[0].writer}
    if not found.wanted:
        return
    later = {row[-1]: row[2] for row in log.store.entries.backwards() if row[-1] in found.wanted}
    for hashed, followers in found.wanted.items():
        for one in followers:
            yield Flaw(one.place, one.id, _groundless(one, later.get(hashed)))


def _groundless(one: Follower, before: str | None) -> str:
    """What is wrong with an entry that follows none before it; `before` is the writer of one that comes later."""
    if before is None:
        sentence = _("the entry before it in the chain of '{writer}' is missing or was changed")
        return sentence.format(writer=visible(one.writer))
    if before != one.writer:
        return _("it follows an entry of another writer, '{writer}'").format(writer=visible(before))
    return _("it is out of order: the entry it follows comes after it")


def _row_of(place: int, entry: Entry, received: int) -> tuple[object, ...] | None:
    try:
        return report_row(place, entry, received)
    except (ValueError, KeyError, TypeError, RecursionError, StoreFailed):
        return None


def _lists(log: Log) -> Iterator[Flaw]:
    """Flaws for rows of the table `reports` that do not fit the log, and for rows that have no entry in it."""
    size = len(Entry._fields) + 1
    for row in log.store.lists.reports_beside_entries():
        entry = Entry(*row[1:size])
        received = row[size]
        if (row[0], *row[size + 1 :]) != _row_of(row[0], entry, received):
            yield Flaw(row[0], entry.id, _disagreement(), derived=True)
    for (place,) in log.store.lists.strays():
        yield Flaw(place, None, _("the lists show an entry that is missing from the log"), derived=True)


def _changes(log: Log) -> Iterator[Flaw]:
    """Flaws for entries whose row in the table `changes` is missing, leads elsewhere, or should not be there."""
    for place, own, known, listed, incident, expected in log.store.lists.changes_beside_entries():
        if (known, expected) != (listed, incident):
            yield Flaw(place, own, _disagreement(), derived=True)
    for place, own in log.store.lists.unpaired():
        yield Flaw(place, own, _disagreement(), derived=True)
    size = len(Entry._fields) + 1
    for row in log.store.lists.retractions():
        entry, (received, listed, incident) = Entry(*row[1:size]), row[size:]
        wanted = incident_of(log.store, entry)
        if incident != wanted or (wanted is not None and received != listed):
            yield Flaw(row[0], entry.id, _disagreement(), derived=True)


def _redactions(log: Log, gone: set[tuple[int, str, str]]) -> Iterator[Flaw]:
    """Flaws for texts that are gone though no entry redacts them, or still here though one does."""
    sound = (one for one in log.all_acts("redact") if problem_of(one) is None)
    told = {(one.subject, str(one.content["field"])) for one in sound}
    for place, own, name in gone:
        if (own, name) not in told:
            yield Flaw(place, own, _("'{field}' is gone, and no entry takes it out").format(field=name))
    for own, name in told:
        if any(name in salted(entry.body) for entry in log.entries(id=own) if problem_of(entry) is None):
            yield Flaw(0, own, _("'{field}' was redacted, and is still here").format(field=name))


def _database(log: Log) -> Iterator[Flaw]:
    """Flaws that the database finds in its own tables and indexes."""
    for found in log.store.driver.flaws():
        sentence = (
            _("an index does not fit its table ({found}); make it anew with: pilkada posko rebuild")
            if "index" in found
            else _("the file is damaged ({found}); save what is sound in it with: pilkada posko rescue")
        )
        yield Flaw(0, None, sentence.format(found=visible(found, limit=100)))


def _home(log: Log) -> Iterator[Flaw]:
    """Flaws of the mark by which the store is a post's home: of one that is not in the log, of several, or of none.

    What opened a post may be lost, and a rescue goes by the others.
    """
    homes = log.store.homes()
    for home in homes:
        if not any(log.acts("open", subject=home)) and not log.count(post=home):
            yield Flaw(
                0, None, _("no entry of the log opens the post '{post}' of this store").format(post=visible(home))
            )
    if len(homes) > 1:
        posts = ", ".join(map(visible, homes))
        sentence = _(
            "the store is marked as the home of several posts ({posts}); save it, or its export, with: "
            "pilkada posko rescue"
        )
        yield Flaw(0, None, sentence.format(posts=posts))
    if not homes and log.store.driver.was_home():
        sentence = _("the store is no longer marked as the home of its post; mark it with: pilkada posko open REGION")
        yield Flaw(0, None, sentence)


def _misfits(found: list[Misfit]) -> Iterator[Flaw]:
    """Flaws for what the store should be made of and is not; `rebuild` makes all anew but the table of the entries."""
    kinds = {
        "table": _("the table '{name}'"),
        "index": _("the index '{name}'"),
        "trigger": _("the trigger '{name}'"),
        "function": _("the function '{name}'"),
        "rule": _("the rule '{name}'"),
    }
    for one in found:
        part = kinds[one.kind].format(name=visible(one.name, limit=QUOTED))
        if one.name == "entries" or (one.name == "home" and one.state == "changed"):
            sentence = _("{part} is not as this version makes it; save what is sound with: pilkada posko rescue")
        else:
            sentence = {
                "missing": _("{part} is missing; make it anew with: pilkada posko rebuild"),
                "changed": _("{part} is not as this version makes it; make it anew with: pilkada posko rebuild"),
                "strange": _("{part} is none that a pilkada makes; take it away with: pilkada posko rebuild"),
            }[one.state]
        yield Flaw(0, None, sentence.format(part=part))


def _disagreement() -> str:
    return _("the lists do not agree with the log; make them anew with: pilkada posko rebuild")
