"""Paths of every kind, and disks that cannot do what others can: no links, no room for temporary files, no shared memory."""

import sqlite3
import stat
from contextlib import closing

import pytest
from desk import FILES, READS, WRITES

#: Names that a file or a directory may have: what is in them is never taken for anything but a name.
NAMES = {
    "blanks": "dua  kata ", "quotes": "a'b\"c`d", "emoji": "🗳️ posko", "line break": "atas\nbawah\r", "undecodable": "b\udcff\udcfeyte", "dash": "-f",
    "marks": "%20a?b#c&d", "markup": "[bold]x[] {0} ${", "escape": "\x1b[31mmerah", "parts": "a;b|c>d", "long": "p" * 200,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_path_is_taken_as_it_is(desk, ruled, name):
    folder = desk.folder / name
    folder.mkdir()
    store = {"PILKADA_POSKO": str(folder / f"{name}.db"), "HOME": str(folder), "PILKADA_BY": "rini"}
    words = ["posko open 31", "posko nil 31.71", "posko incidents", "posko export"]
    results = desk.run([desk.case(each, environment=store) for each in words])
    (folder / f"{name}.jsonl").write_text(results[-1]["out"])
    more = [["posko", "merge", str(folder / f"{name}.jsonl")], ["board", "--output", str(folder / f"{name}.html")],
            ["posko", "backup", str(folder / f"{name}.bak")], ["data", "export", str(folder / f"{name} exp")],
            ["posko", "verify", "--against", str(folder / name)], ["countdown", "--data", str(folder / name)]]  # fmt: skip
    results += desk.run([desk.case(each, environment=store) for each in more])
    assert all(map(ruled, results))
    assert [result["code"] for result in results] == [0] * 8 + [2, 4], results
    assert not any("\x1b" in result["err"] for result in results)
    made = {f"{name}.db", f"{name}.db.key", f"{name}.jsonl", f"{name}.html", f"{name}.bak", f"{name} exp"}
    assert {path.name for path in folder.iterdir()} == made


def test_a_directory_that_is_gone_is_no_bug(desk, ruled):
    gone = desk.folder / "gone"
    calls = ("posko open 31 --by rini", "board --output b.html", "posko backup b.db", "data export exp", "map -f svg --output m.svg",
             "countdown", "posko merge x.jsonl", "posko checkpoint")  # fmt: skip
    place = {"directory": str(gone), "fault": ["gone", str(gone)], "environment": {"PILKADA_POSKO": "rel.db"}}
    cases = [desk.case(words, **place) for words in calls]
    results = []
    for case in cases:
        gone.mkdir()
        results += desk.run([case])
    assert all(map(ruled, results))
    assert {result["code"] for result in results} <= {0, 2, 3, 5, 74}


def test_a_key_is_made_and_kept_on_a_disk_without_hard_links(desk, ruled):
    own = {"PILKADA_POSKO": str(desk.folder / "stick.db"), "PILKADA_BY": "rini"}
    calls = ("posko open 31", "posko checkpoint", "posko open 31", "posko checkpoint")
    results = desk.run([desk.case(words, environment=own, fault=["no links"]) for words in calls])
    assert all(map(ruled, results))
    assert [result["code"] for result in results] == [0, 0, 0, 0], results
    key = desk.folder / "stick.db.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "whoever has it can sign for this post" in key.read_text()
    before = key.read_bytes()
    desk.run([desk.case("posko open 31", environment=own, fault=["no links"])])
    assert key.read_bytes() == before
    assert not list(desk.folder.glob(".stick*"))


def test_files_are_written_on_a_disk_without_hard_links(desk, ruled):
    results = desk.run([desk.case(words, fault=["no links"]) for words, _file in FILES])
    assert all(map(ruled, results))
    assert [result["code"] for result in results] == [0] * len(FILES)
    assert all((desk.folder / file).exists() for _words, file in FILES)
    assert not list(desk.folder.glob(".pilkada-*"))


def test_no_call_needs_shared_memory(desk, ruled):
    calls = [*READS, *WRITES, *(words for words, _file in FILES)]
    results = desk.run([desk.case(words, fault=["no shared memory"]) for words in calls])
    assert all(map(ruled, results))
    assert [
        (words, result["code"]) for words, result in zip(calls, results, strict=True) if result["code"] not in (0, 1, 3)
    ] == []
    assert desk.is_sound()


def test_where_no_temporary_file_can_be_made_a_long_import_says_so_and_a_short_one_works(desk, ruled):
    line = "banjir,BNC," + "x" * 900 + "\n"
    count = desk.count()
    for lines, code in ((line * 5000, 5), (line, 0)):
        lines = f"title,category,details\n{lines}"
        (result,) = desk.run([desk.case("posko import - --by rini", stdin=lines, fault=["no temporary files"])])
        ruled(result)
        assert result["code"] == code, result
        assert ("to put the lines aside" in result["err"]) is (code == 5), result
    assert desk.count() == count + 1
    assert desk.is_sound()


def test_a_drive_whose_locks_do_nothing_is_refused_before_a_store_is_there(desk, ruled):
    """Where locks cannot be had, or keep nobody out, two keyboards would destroy a store."""
    for kind in ("none", "empty"):
        place = desk.folder / f"{kind}.db"
        (result,) = desk.run(
            [desk.case("posko open 31 --by rini", fault=["no locks", kind], environment={"PILKADA_POSKO": str(place)})]
        )
        ruled(result)
        assert (result["code"], "lies on a drive without locks" in result["err"]) == (5, True), result
        with closing(sqlite3.connect(place)) as file:
            assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
