"""`verify` sees what a store should be made of and is not, and `rebuild` makes it anew."""

import pytest
from conftest import tamper as run

INDEXES = ("entries_by_id", "entries_by_writer", "entries_of_drills", "entries_by_kind", "entries_by_subject",
           "reports_ahead", "changes_ahead", "changes_by_incident", "reports_by_ref")  # fmt: skip
TRIGGERS = {"sqlite": ("entries_keep", "entries_once", "entries_stay"), "postgres": ("entries_keep", "entries_redact")}


@pytest.fixture
def full(post):
    """A post with incidents that have updates and references."""
    own = [post.report(f"Judul {number}", region="31.71") for number in range(3)]
    post("update", own[0], "--status", "terverifikasi")
    post("import", "-", stdin='{"ref": "A-1", "title": "Padam", "category": "LIS"}\n')
    return post


@pytest.fixture
def kind(full):
    """The database of the store."""
    return "postgres" if full.place.startswith("postgres") else "sqlite"


def problems(post):
    return [row["problem"] for row in post.rows("verify", ends=1)]


def is_mended(post, before):
    post("rebuild")
    assert post.rows("verify") == []
    assert post("sitrep").stdout == before
    post.report("Sesudahnya")
    assert post.rows("verify") == []


@pytest.mark.parametrize("name", INDEXES)
def test_an_index_that_is_missing_is_found_and_made_anew(full, kind, name):
    before = full("sitrep").stdout
    constraint = kind == "postgres" and name == "entries_by_id"
    run(full.place, (f"ALTER TABLE entries DROP CONSTRAINT {name}" if constraint else f"DROP INDEX {name}",))
    assert problems(full) == [f"the index '{name}' is missing; make it anew with: pilkada posko rebuild"]
    is_mended(full, before)


def test_triggers_that_are_missing_are_found_and_made_anew(full, kind):
    before = full("sitrep").stdout
    on = " ON entries" if kind == "postgres" else ""
    run(full.place, *((f"DROP TRIGGER {name}{on}",) for name in TRIGGERS[kind]))
    assert problems(full) == [
        f"the trigger '{name}' is missing; make it anew with: pilkada posko rebuild" for name in TRIGGERS[kind]
    ]
    is_mended(full, before)


def test_triggers_that_do_something_else_or_are_switched_off_are_found_and_made_anew(full, kind):
    before = full("sitrep").stdout
    if kind == "postgres":
        run(full.place, ("ALTER TABLE entries DISABLE TRIGGER entries_keep",))
    else:
        run(full.place, ("DROP TRIGGER entries_keep",),
            ("CREATE TRIGGER entries_keep BEFORE UPDATE ON entries BEGIN SELECT 1; END",))  # fmt: skip
    assert problems(full) == [
        "the trigger 'entries_keep' is not as this version makes it; make it anew with: pilkada posko rebuild"
    ]
    is_mended(full, before)


def test_a_trigger_of_somebody_else_is_found_and_taken_away(file_post):
    file_post.report()
    before = file_post("sitrep").stdout
    run(file_post.place, ("CREATE TRIGGER mine AFTER INSERT ON reports BEGIN DELETE FROM changes; END",))
    assert problems(file_post) == [
        "the trigger 'mine' is none that a pilkada makes; take it away with: pilkada posko rebuild"
    ]
    is_mended(file_post, before)


@pytest.mark.parametrize("name", ["reports", "changes"])
def test_a_table_of_lists_that_is_missing_is_found_and_made_anew(full, name):
    before = full("sitrep").stdout
    run(full.place, (f"DROP TABLE {name}",))
    found = problems(full)
    assert f"the table '{name}' is missing; make it anew with: pilkada posko rebuild" in found
    assert "pilkada posko rebuild" in full("sitrep", ends=5).stderr
    is_mended(full, before)


@pytest.mark.parametrize("name", ["reports", "changes"])
def test_a_table_of_lists_that_takes_anything_is_found_and_made_anew(file_post, name):
    file_post.report()
    before = file_post("sitrep").stdout
    run(file_post.place, (f"ALTER TABLE {name} RENAME TO other",), (f"CREATE TABLE {name} AS SELECT * FROM other",))
    assert f"the table '{name}' is not as this version makes it; make it anew with: pilkada posko rebuild" in problems(
        file_post
    )
    file_post("rebuild")
    assert file_post("sitrep").stdout == before
    assert file_post.rows("verify") == []


def test_a_table_of_entries_that_is_missing_is_damage_of_the_file(file_post):
    run(file_post.place, ("DROP TABLE entries",))
    for arguments in (["verify"], ["incidents"], ["sitrep"], ["export"], ["rebuild"]):
        result = file_post(*arguments, ends=None)
        assert result.exit_code in (1, 5), (arguments, result.output)
        assert "pilkada posko" in result.output


def test_a_home_of_fewer_or_more_posts_than_one_is_found(file_post, post_at, tmp_path):
    file_post.report()
    run(file_post.place, ("INSERT INTO home VALUES ('31')",), ("INSERT INTO home VALUES ('32')",))
    assert problems(file_post) == [
        "no entry of the log opens the post '32' of this store",
        "the store is marked as the home of several posts (31, 31, 32); save it, or its export, with: pilkada posko rescue",
    ]
    new = post_at(str(tmp_path / "new.db"))
    file_post("rescue", file_post.place, new.place)
    assert new.rows("verify") == []
    run(file_post.place, ("DELETE FROM home",))
    assert problems(file_post) == [
        "the store is no longer marked as the home of its post; mark it with: pilkada posko open REGION"
    ]
    file_post("open", "31")
    assert file_post.rows("verify") == []
    run(file_post.place, ("DROP TABLE home",))
    assert "the table 'home' is missing; make it anew with: pilkada posko rebuild" in problems(file_post)
    file_post("rebuild")
    file_post("open", "31")
    assert file_post.rows("verify") == []
