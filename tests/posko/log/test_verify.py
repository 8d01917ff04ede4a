"""`verify` says which entry is missing, changed or out of order, after somebody has got past the database's guard."""

import json

import pytest

from pilkada_cli.posko.log.entry import canonical, sign


def flaws(post):
    return [(row["place"], row["id"], row["problem"]) for row in post.rows("verify", ends=1)]


@pytest.fixture
def chain(post):
    """A post with five entries more; gives the post and all its entries, in the order of the log."""
    for number in range(5):
        post.report(f"laporan {number}", region="31.71")
    return post, post.log()


def test_a_whole_log_is_said_to_be_whole(chain):
    post, entries = chain
    assert post.rows("verify") == []
    assert (
        post("verify", "-f", "table").stdout == f"The log is whole: {len(entries)} entries, each as it was written.\n"
    )


@pytest.mark.parametrize(("column", "value"), [
    ("body", '{"title":"lain"}'), ("body", "no JSON"), ("writer", "budi"), ("post", "32"), ("recorded", "2024-11-26T23:00:00.001+00:00"),
    ("occurred", "2020-01-01T00:00:00.000+00:00"), ("occurred", "yesterday"), ("kind", "nil"), ("subject", "x"), ("prev", None), ("hash", "0" * 64),
])  # fmt: skip
def test_a_changed_entry_is_named(chain, column, value):
    post, entries = chain
    place, own = len(entries) - 2, entries[-3]["id"]
    post.tamper((f"UPDATE entries SET {column} = ? WHERE place = ?", value, place))
    assert (place, own, "the entry was changed: its hash does not fit") in flaws(post)


def test_an_entry_that_was_changed_with_its_hash_breaks_the_chain_behind_it(chain):
    post, entries = chain
    place = len(entries) - 2
    fields = dict(entries[place - 1], body=canonical({**entries[place - 1]["body"], "title": "lain"}))
    del fields["hash"]
    forged = sign(**fields)
    post.tamper(("UPDATE entries SET body = ?, hash = ? WHERE place = ?", forged.body, forged.hash, place))
    sentence = "the entry before it in the chain of 'rini' is missing or was changed"
    assert (place + 1, entries[place]["id"], sentence) in flaws(post)


@pytest.mark.parametrize("column", ["received = received - 1", "drill = drill + 1"])
def test_what_is_derived_within_the_log_is_checked_as_well(chain, column):
    post, entries = chain
    post.tamper((f"UPDATE entries SET {column} WHERE place = 3",))
    assert flaws(post) == [(3, entries[2]["id"], "the entry was changed: what is derived from it does not fit")]


def test_a_deleted_entry_is_missed_by_its_place_and_by_its_chain(chain):
    post, entries = chain
    place = len(entries) - 2
    post.tamper(("DELETE FROM entries WHERE place = ?", place))
    after = entries[place]["id"]
    found = flaws(post)
    assert (place, None, f"1 entry is missing before {after}") in found
    assert (place + 1, after, "the entry before it in the chain of 'rini' is missing or was changed") in found
    assert (place, None, "the lists show an entry that is missing from the log") in found


def test_an_entry_cut_off_at_the_end_is_missed(chain):
    post, entries = chain
    post.tamper(
        ("DELETE FROM entries WHERE place = ?", len(entries)),
        ("DELETE FROM reports WHERE place = ?", len(entries)),
    )
    assert flaws(post) == [(len(entries), None, "1 entry is missing at the end")]


def test_an_emptied_file_is_missed(file_post):
    count = len(file_post.log())
    file_post.tamper(("DELETE FROM entries WHERE kind <> 'open'",))
    assert (2, None, f"{count - 1} entries are missing at the end") in flaws(file_post)


def test_entries_out_of_order_are_named(chain):
    post, entries = chain
    one, other = len(entries) - 3, len(entries) - 2
    post.tamper(("UPDATE entries SET place = -1 WHERE place = ?", one), ("UPDATE entries SET place = ? WHERE place = ?", one, other),
           ("UPDATE entries SET place = ? WHERE place = -1", other))  # fmt: skip
    sentence = "it is out of order: the entry it follows comes after it"
    assert (one, entries[other - 1]["id"], sentence) in flaws(post)


def test_an_entry_put_into_another_s_chain_is_named(chain):
    post, entries = chain
    fields = dict(entries[-1], writer="budi", body=canonical(entries[-1]["body"]))
    del fields["hash"]
    forged = sign(**fields)
    post.tamper(("UPDATE entries SET writer = 'budi', hash = ? WHERE place = ?", forged.hash, len(entries)))
    assert (len(entries), forged.id, "it follows an entry of another writer, 'rini'") in flaws(post)


@pytest.mark.parametrize("statement", [
    "UPDATE reports SET region = '99'", "UPDATE reports SET traits = '[]'", "DELETE FROM reports", "UPDATE reports SET received = 0",
    "DELETE FROM changes", "UPDATE changes SET incident = 1", "UPDATE changes SET received = 99999999999999",
])  # fmt: skip
def test_lists_that_do_not_agree_with_the_log_are_found_and_made_anew(chain, statement):
    post, entries = chain
    post("update", entries[-1]["id"], "--status", "terverifikasi")
    before = post("sitrep").stdout
    post.tamper((statement,))
    assert {problem for _place, _id, problem in flaws(post)} == {
        "the lists do not agree with the log; make them anew with: pilkada posko rebuild"
    }
    assert json.loads(post("rebuild", "-f", "json").stdout) == {"entries": len(entries) + 1}
    assert post.rows("verify") == []
    assert post("sitrep").stdout == before


def test_two_laptops_of_one_writer_that_came_together_are_sound(laptop, tmp_path):
    first, second = laptop(), laptop()
    first("open", "31")
    second("open", "31")
    for _ in range(2):
        first.report()
        second.report()
        second("merge", str(first.export(tmp_path / "a.jsonl")))
        first.report()
        first("merge", str(second.export(tmp_path / "b.jsonl")))
    for laptop_ in (first, second):
        assert laptop_.rows("verify") == []


def test_a_chain_with_more_forks_than_are_looked_up_at_once_is_sound(laptop, tmp_path, monkeypatch):
    from pilkada_cli.posko.store import entries

    monkeypatch.setattr(entries, "HASHES", 2)
    first, second = laptop(), laptop()
    first("open", "31")
    second("merge", str(first.export(tmp_path / "a.jsonl")))
    for _ in range(4):
        second.report()
        first("merge", str(second.export(tmp_path / "b.jsonl")))
        first.report()
        first.report()
    assert first.rows("verify") == []
    assert len(first.rows("incidents")) == 12


def test_a_store_that_is_no_post_s_home_is_said_to_be_none(chain):
    post, _entries = chain
    post.tamper(("UPDATE home SET post = '32'",))
    assert flaws(post) == [(0, None, "no entry of the log opens the post '32' of this store")]


@pytest.mark.parametrize(("column", "value"), [
    ("body", "[]"), ("body", "1"), ("body", "{}"), ("body", "no JSON"), ("recorded", "2024-11-27"), ("occurred", "2024-11-27"), ("recorded", "x"),
    ("body", "[" * 100_000), ("body", '{"title":5,"host":7,"contact":[1]}'),
])  # fmt: skip
def test_a_changed_entry_is_damage_and_no_bug(chain, column, value):
    post, entries = chain
    post("update", entries[-1]["id"], "--status", "terverifikasi")
    post.tamper((f"UPDATE entries SET {column} = ?", value))
    assert len(flaws(post)) > len(entries)
    for arguments in (
        ["incidents"],
        ["sitrep"],
        ["plan", "list"],
        ["members", "list"],
        ["log"],
        ["export"],
        ["overdue"],
        ["show", entries[-1]["id"]],
    ):
        result = post(*arguments, ends=None)
        assert result.exit_code in (0, 1, 5), (arguments, result.output)
        assert "bug" not in result.output
