"""No output of the program replaces a key, a store or what lies beside one, with `--force` or without it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

#: Each command that writes a file, up to the file's name, with what replaces one that is there.
OUTPUTS = {
    "backup": ["posko", "backup", "--force"], "board": ["board", "--force", "--output"], "map": ["map", "-f", "svg", "--force", "--output"],
    "timeline": ["stages", "timeline", "-f", "svg", "--force", "--output"], "calendar": ["calendar", "--level", "provinsi", "--output"],
    "data": ["data", "export"], "rescue": ["posko", "rescue", "export.jsonl"],
}  # fmt: skip


@pytest.fixture
def folder(run, tmp_path, monkeypatch):
    """A directory with a post that is open, another one, a store of neither, and keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILKADA_BY", "rini")
    for name, region in (("other.db", "32"), ("posko.db", "31")):
        monkeypatch.setenv("PILKADA_POSKO", name)
        assert run("posko", "open", region).exit_code == 0
        assert run("posko", "report", "banjir", "--category", "BNC").exit_code == 0
    Path("export.jsonl").write_text(run("posko", "export").stdout, encoding="utf-8")
    for name in ("theirs.sqlite", "31.ics", "regions.csv"):
        with closing(sqlite3.connect(name)) as file:
            file.execute("CREATE TABLE t (x)")
    Path("id.pem").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n")
    Path("keyless.db").write_bytes(Path("other.db").read_bytes())
    Path("broken.db").write_bytes(b"\0" * 4096 + Path("other.db").read_bytes()[4096:])
    Path("broken.db.key").write_bytes(Path("other.db.key").read_bytes())
    for end in ("-wal", "-shm", "-journal"):
        Path(f"posko.db{end}").unlink(missing_ok=True)
    Path("gone.db-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(28))
    Path("gone.db-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(20))
    Path("other.db-wal").touch()
    for name, leads_to in (("to-store", "posko.db"), ("to-key", "posko.db.key")):
        Path(name).symlink_to(leads_to)
    os.link("posko.db.key", "hard")
    return tmp_path


KEPT = ["posko.db", "posko.db.key", "posko.db-wal", "posko.db-shm", "posko.db-journal", "./posko.db.key", "other.db", "other.db.key", "other.db-wal",
        "other.db-shm", "theirs.sqlite", "theirs.sqlite-wal", "theirs.sqlite.key", "id.pem", "broken.db", "broken.db.key", "gone.db-wal", "gone.db-journal",
        "gone.db", "to-store", "to-key", "hard", "keyless.db"]  # fmt: skip


def state(folder):
    return {path.name: (path.is_symlink(), path.read_bytes()) for path in folder.iterdir()}


@pytest.mark.parametrize("output", OUTPUTS)
def test_nothing_of_a_post_is_replaced(run, folder, output):
    before = state(folder)
    for name in KEPT:
        result = run(*OUTPUTS[output], name)
        assert (result.exit_code, result.stdout) == (2, ""), (name, result.output)
        assert result.stderr.count("\n") == 1
        assert "give another" in result.stderr
        assert state(folder) == before, name


def test_nobody_is_told_to_use_force_for_a_key(run, folder):
    for words in (
        ["posko", "backup"],
        ["map", "-f", "svg", "--output"],
        ["stages", "timeline", "-f", "svg", "--output"],
    ):
        assert "--force" not in run(*words, "other.db.key").stderr


def test_a_directory_of_files_has_no_store_among_them_that_is_replaced(run, folder):
    before = state(folder)
    for words in (["calendar", "--level", "provinsi", "--output", "."], ["data", "export", "."]):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "is a key, or a store or a part of one, which no output replaces" in result.stderr
    assert state(folder) == before


def test_a_store_is_not_made_in_the_place_of_what_belongs_to_another(run, folder, monkeypatch):
    before = state(folder)
    for name in ("posko.db-wal", "posko.db-shm", "posko.db-journal", "theirs.sqlite.key"):
        monkeypatch.setenv("PILKADA_POSKO", name)
        result = run("posko", "open", "31")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "is the name of what belongs to the store" in result.stderr
    assert state(folder) == before


def test_an_earlier_backup_is_replaced_and_one_with_more_in_it_is_not(run, folder, monkeypatch):
    assert run("posko", "backup", "copy.db").exit_code == 0
    assert run("posko", "nil", "31.71", "--force").exit_code == 0
    assert run("posko", "backup", "copy.db", "--force").exit_code == 0
    later = Path("copy.db").read_bytes()
    monkeypatch.setenv("PILKADA_POSKO", "other.db")
    result = run("posko", "backup", "copy.db", "--force")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(
        "copy.db is a store of which not all is in this backup, and stays as it is; give another name.\n"
    )
    assert Path("copy.db").read_bytes() == later
    assert not list(folder.glob(".pilkada-*"))


def test_an_export_of_a_server_replaces_no_store(run, folder, database, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", database())
    assert run("posko", "open", "31").exit_code == 0
    (key,) = (Path(os.environ["HOME"]) / ".local" / "share" / "pilkada").glob("*.key")
    for name in (key, "keyless.db", "posko.db", "to-key"):
        before = Path(name).read_bytes()
        assert run("posko", "backup", str(name), "--force").exit_code == 2
        assert Path(name).read_bytes() == before
    assert run("posko", "backup", "export.jsonl", "--force").exit_code == 0


def test_a_post_is_saved_into_the_place_of_its_store_whose_key_is_still_there(run, folder, monkeypatch):
    """As after a damage: the store is moved away, and what is sound in it takes its name and its key."""
    Path("posko.db").rename("damaged@noon.db")
    assert run("posko", "rescue", "damaged@noon.db", "posko.db").exit_code == 0
    assert run("posko", "checkpoint").exit_code == 0
    Path("posko.db").unlink()
    monkeypatch.setenv("PILKADA_POSKO", "keyless.db")
    assert run("posko", "backup", "posko.db").exit_code == 0


def test_what_is_neither_is_replaced_as_before(run, folder):
    for name in ("page.html", "notes.key", "a-wal"):
        Path(name).write_text("mine", encoding="utf-8")
        for words in OUTPUTS["board"], OUTPUTS["map"], OUTPUTS["timeline"]:
            assert run(*words, name).exit_code == 0
        assert Path(name).read_text(encoding="utf-8") != "mine"
    for words in (["calendar", "--level", "provinsi", "--output", "ics"], ["data", "export", "csv"]) * 2:
        assert run(*words).exit_code == 0
