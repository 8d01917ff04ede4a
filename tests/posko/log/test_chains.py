"""A chain that forks is sound, and is said to fork; what that costs grows with the log and no faster."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.chains import BRANCHES, Branches, Chains, Follower, Fork
from pilkada_cli.posko.log.entry import Entry, line_of, sign
from pilkada_cli.posko.log.ids import Ids
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.merge import merge
from pilkada_cli.posko.log.verify import Flaw, verify

NOON = "2024-11-27T05:00:00.000+00:00"
START = 1_732_662_000_000


def written(
    count: int, before: Callable[[int], int | None], writer: Callable[[int], str] = lambda _: "rini"
) -> list[Entry]:
    """Entries of which each follows the one with the number that `before` gives; None for none."""
    ids, made = Ids(), list[Entry]()
    for number in range(count):
        last = before(number)
        prev = None if last is None else made[last].hash
        made.append(sign(ids.make(START + number), "31", writer(number), NOON, NOON, "nil", "31.71", "{}", prev))
    return made


def two_laptops(number: int) -> int | None:
    """One writer's two laptops, whose entries lie in turn after a first one in common."""
    return None if number == 0 else max(number - 2, 0)


def comb(number: int) -> int | None:
    """A chain of a hundred, and one branch of a single entry from each of its entries."""
    return None if number == 0 else number - 1 if number < 100 else (number - 100) % 100


@pytest.fixture
def log(place) -> Iterator[Log]:
    opened = open_log(place(), write=True, create=True)
    yield opened
    opened.close()


def take(log: Log, entries: list[Entry]) -> set[str]:
    return merge(log, [("a.jsonl", BytesIO("".join(map(line_of, entries)).encode()))], START).branched


def checked(log: Log) -> tuple[list[Flaw], list[Fork]]:
    forks: list[Fork] = []
    with log.reading():
        return verify(log, forks=forks), forks


def queries(log: Log, monkeypatch: pytest.MonkeyPatch, work: Callable[[], Any]) -> int:
    """How many queries a piece of work asks the database."""
    asked = []
    driver = type(log.store.driver)
    plain = driver.batches
    with monkeypatch.context() as patch:
        patch.setattr(driver, "batches", lambda self, sql, values=(): asked.append(sql) or plain(self, sql, values))
        work()
    return len(asked)


@pytest.mark.parametrize(
    "before",
    [two_laptops, comb, lambda number: None if number < 2 else number - 2, lambda number: 0 if number else None],
)
def test_verify_asks_no_more_of_a_longer_log_whatever_its_branches(place, monkeypatch, before):
    asked = []
    for count in (500, 2000):
        log = open_log(place(), write=True, create=True)
        take(log, written(count, before))
        asked.append(queries(log, monkeypatch, lambda: checked(log)))  # noqa: B023
        log.close()
    assert asked[0] == asked[1] < 20


def test_merge_looks_up_the_beginning_of_a_branch_and_not_all_its_entries(place, monkeypatch):
    asked = []
    for before in (lambda number: number - 1 if number else None, two_laptops):
        log = open_log(place(), write=True, create=True)
        entries = written(5000, before)
        asked.append(queries(log, monkeypatch, lambda: take(log, entries)))  # noqa: B023
        log.close()
    assert asked[1] == asked[0] + 1


@pytest.mark.parametrize(("before", "fork", "ends"), [
    (two_laptops, 0, 2), (comb, 0, 100), (lambda number: None if number < 2 else number - 2, None, 2),
    (lambda number: number - 1 if number % 100 else None, None, 2), (lambda number: (number - 1 if number != 150 else 50) if number else None, 50, 2),
])  # fmt: skip
def test_a_chain_that_forks_is_sound_and_named_once_with_its_ends(log, before, fork, ends):
    entries = written(200, before)
    assert take(log, entries) == {"rini"}
    after = None if fork is None else entries[fork].id
    assert checked(log) == ([], [Fork("rini", after, ends)])


def test_a_chain_that_goes_straight_on_is_no_fork(log):
    entries = written(
        200, lambda number: number - 2 if number > 1 else None, lambda number: ["rini", "budi"][number % 2]
    )
    assert take(log, entries) == set()
    assert checked(log) == ([], [])


def test_more_branches_than_are_followed_at_once_are_sound(log):
    entries = written(700, lambda number: number - 200 if number >= 200 else 0 if number else None)
    take(log, entries)
    assert checked(log) == ([], [Fork("rini", entries[0].id, 200)])


def test_what_is_missing_in_a_branch_is_named(laptop):
    keyboard = laptop()
    entries = written(9, two_laptops)
    keyboard("merge", "-", stdin="".join(map(line_of, entries)))
    keyboard("open", "31")
    keyboard.tamper(("DELETE FROM entries WHERE place = 4",))
    flaws = {(row["place"], row["problem"]) for row in keyboard.rows("verify", ends=1)}
    assert (6, "the entry before it in the chain of 'rini' is missing or was changed") in flaws
    assert (7, "the entry before it in the chain of 'rini' is missing or was changed") not in flaws


NOTE = "pilkada: the chain of 'rini' forks after {}: two laptops, or one restored from a copy; it has {} ends.\n"


def test_a_laptop_restored_from_a_copy_is_noted_by_merge_and_by_verify(laptop, tmp_path):
    first, copy = laptop(), laptop()
    first("open", "31")
    first.report("Satu")
    copy("merge", str(first.export(tmp_path / "yesterday.jsonl")))
    known = first.log()[-1]["id"]
    first.report("Dua")
    assert "forks" not in first("verify").stderr
    copy.report("Tiga")
    assert copy("merge", str(first.export(tmp_path / "sent.jsonl"))).stderr == NOTE.format(known, 2)
    copy.report("Empat")
    answer = copy("verify")
    assert (answer.stderr, answer.exit_code) == (NOTE.format(known, 2), 0)
    # Nothing new came, so merge has nothing to note; the chain still forks.
    assert copy("merge", str(tmp_path / "sent.jsonl")).stderr == ""
    assert copy("verify").stderr == NOTE.format(known, 2)


def test_two_laptops_that_begin_each_by_itself_are_noted(laptop, tmp_path):
    first, second = laptop(), laptop()
    first("open", "31")
    second("open", "31")
    note = "pilkada: the chain of 'rini' forks at its beginning: two laptops, or one restored from a copy; it has 2 ends.\n"
    assert second("merge", str(first.export(tmp_path / "a.jsonl"))).stderr == note
    assert second("verify").stderr == note


def test_each_writer_has_a_note_of_its_own(laptop, tmp_path):
    first, second = laptop(), laptop()
    first("open", "31")
    for name in ("budi", "sari"):
        first.used_by(name).report()
    second("merge", str(first.export(tmp_path / "a.jsonl")))
    for keyboard in (first, second):
        for name in ("budi", "sari"):
            keyboard.used_by(name).report()
            keyboard.used_by(name).report()
    notes = second("merge", str(first.export(tmp_path / "b.jsonl"))).stderr.splitlines()
    assert [note.split("'")[1] for note in notes] == ["budi", "sari"]
    assert all(note.endswith("it has 2 ends.") for note in notes)


def test_the_store_is_asked_where_a_branch_begins_and_not_within_it():
    chains = Chains()
    assert [chains.go_on(one) for one in written(9, two_laptops)] == [True, True, False, *[True] * 6]
    assert chains.branched == {"rini"}
    straight = Chains()
    assert all(map(straight.go_on, written(9, lambda number: number - 1 if number else None)))
    assert straight.branched == set()


@pytest.mark.parametrize(("branches", "follows"), [(BRANCHES, True), (BRANCHES + 1, False)])
def test_so_many_branches_are_followed_and_of_more_the_oldest_is_left_to_the_store(branches, follows):
    chains = Chains()
    begun = written(branches, lambda _number: None)
    assert all(map(chains.go_on, begun))
    assert chains.go_on(sign(*begun[0]._replace(id=Ids().make(START), prev=begun[0].hash)[:-1])) is follows


def test_an_entry_that_follows_one_of_another_writer_is_astray_and_the_other_ends_there():
    first, second = written(2, lambda number: number - 1 if number else None, lambda number: ["rini", "budi"][number])
    found = Branches()
    found.see(Follower(2, second.id, second.writer), second.prev, second.hash)
    found.see(Follower(1, first.id, first.writer), first.prev, first.hash)
    assert found.astray == [(Follower(2, second.id, "budi"), "rini")]
    assert (found.wanted, found.forks) == ({}, [])


def test_on_the_way_back_no_more_is_remembered_than_there_are_branches():
    found, most = Branches(), 0
    for place, one in reversed(list(enumerate(written(3000, two_laptops), 1))):
        found.see(Follower(place, one.id, one.writer), one.prev, one.hash)
        most = max(most, len(found.wanted))
    assert (most, [fork.ends for fork in found.forks]) == (2, [2])
