"""`rescue`: all sound entries of a damaged store or export in a new store that is whole, and the rest listed."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

PAGE = 4096


@pytest.fixture
def full(file_post):
    """A post with enough in it to fill many pages, some rows of which are longer than a page."""
    reports = [
        {"title": f"laporan {number}", "category": "LOG", "details": "d" * (number * 150 + 1)} for number in range(60)
    ]
    file_post("import", "-", stdin="".join(json.dumps(one) + "\n" for one in reports))
    for row in file_post.rows("incidents")[::10]:
        file_post("update", row["id"], "--status", "terverifikasi")
    file_post("nil", "31.71")
    return file_post


def spoil(place, to, pages, seed=1):
    """A copy of a store with these pages, counted from 1, full of noise."""
    content = bytearray(Path(place).read_bytes())
    noise = random.Random(seed)
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = noise.randbytes(PAGE)
    to.write_bytes(content)
    return str(to)


def test_of_a_whole_store_everything_is_saved(full, post_at, tmp_path):
    new = post_at(str(tmp_path / "new.db"))
    result = full("rescue", full.place, new.place, "-f", "table")
    assert result.stdout == "Nothing was lost.\n"
    assert new.log() == full.log()
    assert new.rows("verify") == []
    assert (Path(new.place).stat().st_mode & 0o777) == 0o600
    assert new.rows("incidents") == full.rows("incidents")
    new.report()


@pytest.mark.parametrize("seed", range(8))
def test_of_a_damaged_store_all_that_is_sound_is_saved_and_the_new_log_is_whole(full, post_at, tmp_path, seed):
    noise = random.Random(seed)
    count = Path(full.place).stat().st_size // PAGE
    broken = spoil(full.place, tmp_path / "broken.db", noise.sample(range(1, count + 1), 3), seed)
    new, other = post_at(str(tmp_path / "new.db")), post_at(str(tmp_path / "other.db"))
    rest = full.rows("rescue", broken, new.place)
    before, saved = {one["id"]: one for one in full.log()}, new.log()
    kept = {one["id"]: one for one in saved if one["kind"] != "lost"}
    assert kept.items() <= before.items()
    assert len(kept) > len(before) // 2
    assert bool(rest) == (len(kept) < len(before))
    verified = new("verify")
    assert verified.stdout == "place\tid\tproblem\n"
    assert ("lost" in verified.stderr) == any(one["kind"] == "lost" for one in saved)
    other("merge", str(new.export(tmp_path / "new.jsonl")))
    assert other.log() == saved
    assert [one["id"] for one in new.rows("incidents")] == [one["id"] for one in other.rows("incidents")]


def test_what_is_lost_is_recorded_in_its_place_by_a_writer_of_its_own(full, post_at, tmp_path):
    lines = full.export(tmp_path / "log.jsonl").read_text().splitlines()
    cut = tmp_path / "cut.jsonl"
    cut.write_text("\n".join([*lines[:-3], lines[-3][:-5], *lines[-2:]]))
    new = post_at(str(tmp_path / "new.db"))
    rest = full.rows("rescue", str(cut), new.place)
    assert rest == [
        {"place": len(lines) - 2, "id": None, "problem": "this is not a line of JSON; the file may have been cut"}
    ]
    *_others, before, last = new.log()
    said = next(one for one in new.log() if one["kind"] == "lost")
    assert (said["writer"], said["body"]["writer"], said["body"]["hash"]) == ("rescue rini", "rini", before["prev"])
    assert last["prev"] == before["hash"]
    assert "1 entry is lost, as a rescue has recorded" in new("verify").stderr


def test_a_rescued_log_can_be_anchored_and_goes_on(full, post_at, tmp_path):
    lines = full.export(tmp_path / "log.jsonl").read_text().splitlines()
    (tmp_path / "cut.jsonl").write_text("\n".join(lines[:20] + lines[21:]))
    new = post_at(str(tmp_path / "new.db"))
    full("rescue", str(tmp_path / "cut.jsonl"), new.place)
    new.report()
    (tmp_path / "check").write_text(new("checkpoint").stdout)
    assert new.rows("verify", "--against", str(tmp_path / "check")) == []
    said = next(one["id"] for one in new.log() if one["kind"] == "lost")
    assert "What was lost is no more there for being taken back" in new.said("retract", said, "--note", "x")


def test_an_update_of_a_report_that_is_gone_is_left_out_and_listed(full, post_at, tmp_path):
    lines = full.export(tmp_path / "log.jsonl").read_text().splitlines()
    update = next(one for one in full.log() if one["kind"] == "update")
    (tmp_path / "cut.jsonl").write_text("\n".join(one for one in lines if f'"id":"{update["subject"]}"' not in one))
    new = post_at(str(tmp_path / "new.db"))
    rest = full.rows("rescue", str(tmp_path / "cut.jsonl"), new.place)
    assert [one["id"] for one in rest] == [update["id"]]
    assert "which is missing" in rest[0]["problem"]
    assert new("verify").stdout == "place\tid\tproblem\n"


def test_entries_that_wait_beside_a_store_are_saved_as_well(full, post_at, tmp_path, left_beside):
    left_beside(full.place)
    new = post_at(str(tmp_path / "new.db"))
    full("rescue", full.place, new.place)
    assert new.log()[-1]["writer"] == "x"
    assert new.log() == full.log()


def test_a_text_that_was_redacted_does_not_come_back(full, post_at, tmp_path):
    own = full.report("nama warga", details="rahasia sekali")
    (tmp_path / "before.db").write_bytes(Path(full.place).read_bytes())
    full("redact", own, "--field", "details", "--note", "UU 27/2022")
    # A page of before, as a file system may bring back: the redaction stands in the log, and the text as well.
    late = full.export(tmp_path / "late.jsonl").read_text().splitlines()
    early = post_at(str(tmp_path / "before.db")).log()
    text = next(line for line in (post_at(str(tmp_path / "before.db"))("export").stdout.splitlines()) if own in line)
    assert len(early) == len(late) - 1
    (tmp_path / "mixed.jsonl").write_text("\n".join([*late[:-2], text, late[-1]]))
    new = post_at(str(tmp_path / "new.db"))
    full("rescue", str(tmp_path / "mixed.jsonl"), new.place)
    assert "rahasia" not in new("export").stdout
    assert b"rahasia" not in Path(new.place).read_bytes()
    assert new.rows("verify") == []


@pytest.mark.parametrize("content", [b"", b"x" * 9000, b"SQLite format 3\0" + bytes(9000), b"{}\n", b"PK\x03\x04"])
def test_a_file_with_nothing_sound_in_it_leaves_no_store_behind(file_post, tmp_path, content):
    (tmp_path / "broken").write_bytes(content)
    assert "has no sound entry, so nothing was saved" in file_post.said("rescue", str(tmp_path / "broken"), str(tmp_path / "new.db"), ends=5)  # fmt: skip
    assert not list(tmp_path.glob("new.db*"))


def test_nothing_is_written_over_and_no_database_is_taken_for_a_file(file_post, tmp_path):
    (tmp_path / "new.db").touch()
    assert "is there already" in file_post.said("rescue", file_post.place, str(tmp_path / "new.db"))
    assert "Give the paths of two files" in file_post.said("rescue", file_post.place, "postgresql://x@y/z")
    assert "no such file" in file_post.said("rescue", str(tmp_path / "none"), str(tmp_path / "other.db"), ends=2)


def test_verify_looks_at_indexes_and_rebuild_makes_them_anew(full, post_at, tmp_path):
    broken = tmp_path / "broken.db"
    content = bytearray(Path(full.place).read_bytes())
    with closing(sqlite3.connect(full.place)) as file:
        page = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_writer'").fetchone()[0]
    start = (page - 1) * PAGE
    # The index of writers holds the name of somebody else.
    content[start : start + PAGE] = content[start : start + PAGE].replace(b"rini", b"rino")
    broken.write_bytes(content)
    post = post_at(str(broken))
    problems = [row["problem"] for row in post.rows("verify", ends=1)]
    assert problems
    assert all("an index does not fit its table" in one and "pilkada posko rebuild" in one for one in problems)
    post("rebuild")
    assert post.rows("verify") == []
    assert post.log() == full.log()


@pytest.mark.parametrize("size", [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536])
@pytest.mark.parametrize("made", [512, 4096, 65536])
def test_a_size_of_pages_that_the_header_has_wrong_costs_no_entry(full, post_at, tmp_path, size, made):
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    with closing(sqlite3.connect(full.place)) as file:
        file.execute(f"PRAGMA page_size = {made}")
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("VACUUM")
    content = bytearray(Path(full.place).read_bytes())
    whole.write_bytes(content)
    content[16:18] = (1 if size == 65536 else size).to_bytes(2)
    # So many bytes of each page should be free, and are not.
    content[20] = 32
    broken.write_bytes(content)
    new = post_at(str(tmp_path / "new.db"))
    assert full.rows("rescue", str(broken), new.place) == []
    assert new.log() == post_at(str(whole)).log()


def test_a_store_that_has_lost_what_opened_its_post_is_read_and_is_the_home_of_the_post_that_it_names(
    full, post_at, tmp_path
):
    lines = full.export(tmp_path / "log.jsonl").read_text().splitlines()
    (tmp_path / "cut.jsonl").write_text("\n".join(lines[1:]))
    with closing(sqlite3.connect(full.place)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("DELETE FROM entries WHERE kind = 'open'")
        file.execute("DELETE FROM home")
        file.commit()
    for number, broken in enumerate((full.place, str(tmp_path / "cut.jsonl"))):
        new = post_at(str(tmp_path / f"{number}.db"))
        full("rescue", broken, new.place)
        assert new.rows("verify") == []
        assert len(new.rows("log")) == len(new.log()) == len(lines)
        assert len(new.rows("incidents")) == 60
        new("rebuild")
        new("sitrep")
        new.report("Sesudahnya")
        assert new("open", "31", "--host", "Kesbangpol").stdout == "31\n"
        assert [one["kind"] for one in new.log()].count("open") == 1
        assert new.rows("verify") == []


def test_a_log_without_what_opens_a_post_can_be_listed_checked_and_exported(full, post_at, tmp_path):
    lines = full.export(tmp_path / "log.jsonl").read_text().splitlines()
    other = post_at(str(tmp_path / "other.db"))
    (tmp_path / "one.jsonl").write_text(lines[0])
    other("merge", str(tmp_path / "one.jsonl"))
    other.tamper(("UPDATE entries SET kind = 'opened'",))
    assert len(other.rows("log")) == len(other.log()) == 1
    assert other("verify", ends=1).stdout.count("\n") == 2
    other("rebuild")
    assert "No post is open" in other.said("incidents", ends=3)
