"""`posko backup`: a whole copy of a working post, checked, never over another file, and nothing half-written."""

import json
import os
import resource
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

WRITER = Path(__file__).with_name("writer.py")


def begun(post, *arguments, **settings):
    return subprocess.Popen(
        [sys.executable, *arguments], env={**os.environ, **post.environment}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, **settings,
    )  # fmt: skip


def called(post, *arguments, before=None, stdout=subprocess.PIPE):
    return subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "posko", *arguments], env={**os.environ, **post.environment},
        stdout=stdout, stderr=subprocess.PIPE, preexec_fn=before, timeout=60, check=False,
    )  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory in which nothing else lies."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def test_the_copy_of_a_file_is_a_store_with_all_that_is_in_it(file_post, folder, post_at):
    own = file_post.report("Surat suara kurang", details="40 lembar")
    answer = file_post.rows("backup", str(folder / "copy.db"))
    copy = post_at(answer["file"])
    assert answer == {
        "file": str(folder / "copy.db"), "entries": len(file_post.log()),
        "bytes": (folder / "copy.db").stat().st_size, "format": "sqlite",
    }  # fmt: skip
    assert copy.log() == file_post.log()
    assert copy.rows("verify") == []
    assert copy.rows("show", own)["details"] == "40 lembar"
    assert stat.S_IMODE(Path(answer["file"]).stat().st_mode) == 0o600
    assert names(folder) == ["copy.db"]
    copy.report("written into the copy alone")
    assert len(copy.log()) == len(file_post.log()) + 1


def test_an_export_of_a_server_is_taken_in_by_merge(database, files, folder, post_at):
    post = post_at(database())
    post("open", "31")
    post.report()
    answer = post.rows("backup", str(folder / "log.jsonl"))
    assert (answer["format"], answer["entries"]) == ("jsonl", len(post.log()))
    assert (folder / "log.jsonl").read_text(encoding="utf-8") == post("export").stdout
    assert stat.S_IMODE(Path(answer["file"]).stat().st_mode) == 0o600
    other = post_at(files())
    other("merge", answer["file"])
    assert other.log() == post.log()
    assert "pilkada posko merge" in post("backup", str(folder / "other.jsonl"), "-f", "table").stdout


def test_people_are_told_how_to_use_the_copy(file_post, folder):
    told = file_post("backup", str(folder / "copy.db"), "-f", "table").stdout
    assert " ".join(told.split()) == (
        f"A whole copy of the store, with {len(file_post.log())} entries, is at {folder / 'copy.db'}; it is used by "
        f"PILKADA_POSKO={folder / 'copy.db'}"
    )


def test_what_was_acknowledged_before_is_in_every_copy_while_others_write(post, folder, post_at, files):
    crowd = [begun(post, str(WRITER), post.place, f"w{number}", "150") for number in range(3)]
    known: set[str] = set()
    for number in range(6):
        for process in crowd:
            known |= {process.stdout.readline().decode().strip() for _ in range(5)}
        file = folder / f"copy-{number}"
        done = called(post, "backup", str(file), "-f", "json")
        assert (done.returncode, done.stderr) == (0, b"")
        answer = json.loads(done.stdout)
        copy = post_at(str(file) if answer["format"] == "sqlite" else files())
        if answer["format"] == "jsonl":
            copy("merge", str(file))
        assert copy.rows("verify") == []
        ids = {entry["id"] for entry in copy.log()}
        assert known <= ids
        assert len(ids) == answer["entries"]
    for process in crowd:
        assert (process.communicate(timeout=120)[1], process.returncode) == (b"", 0)
    assert post.rows("verify") == []


def test_a_writer_goes_on_while_a_copy_is_held_up_in_the_middle(file_post, folder):
    """The copy is one long read: it is stopped here while it reads, and a writer does not wait for it."""
    file_post("import", "-", stdin=b'{"title": "banjir", "category": "BNC"}\n' * 5000)
    script = (
        "import os, signal, sys; from pilkada_cli.posko.store.sqlite import copying\n"
        "copying.PAGES = 1\nplain = copying.copy_database\n"
        "def slow(source, file):\n"
        "    source.execute('SELECT count(*) FROM entries').fetchone(); os.write(1, b'reading\\n'); os.read(0, 1)\n"
        "    return plain(source, file)\n"
        "copying.copy_database = slow\n"
        f"sys.argv = ['pilkada', 'posko', 'backup', {str(folder / 'copy.db')!r}, '--columns', 'entries', '--no-header']\n"
        "from pilkada_cli.__main__ import main; main()\n"
    )
    before = len(file_post.log())
    copying = begun(file_post, "-c", script, stdin=subprocess.PIPE)
    assert copying.stdout.readline() == b"reading\n"
    assert called(file_post, "nil", "31.71", "--force").returncode == 0
    out, err = copying.communicate(b"x", timeout=60)
    assert (out, err, copying.returncode) == (f"{before}\n".encode(), b"", 0)
    assert len(file_post.log()) == before + 1


def test_another_file_is_never_overwritten_without_force(post, folder):
    file = folder / "copy"
    file.write_text("mine", encoding="utf-8")
    said = post.said("backup", str(file))
    assert said == f"The file {file} is there already, and stays as it is; give another name, or --force to replace it."
    assert file.read_text(encoding="utf-8") == "mine"
    assert post.rows("backup", str(file), "--force")["entries"] == len(post.log())
    assert file.read_bytes() != b"mine"
    assert names(folder) == ["copy"]


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_the_store_itself_is_no_place_for_a_copy(file_post, tmp_path, force, end):
    (tmp_path / "link").symlink_to(file_post.place + end)
    before = file_post.log()
    for name in (
        file_post.place + end,
        str(tmp_path / "link"),
        str(tmp_path / "." / f"{Path(file_post.place).name}{end}"),
    ):
        assert file_post.said("backup", name, *force).endswith("is the store itself; give another name for the backup.")
    assert file_post.log() == before


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_sqlite_would_take_for_a_part_of_the_copy_is_no_neighbour_of_it(file_post, folder, end):
    (folder / f"copy.db{end}").touch()
    said = file_post.said("backup", str(folder / "copy.db"))
    copy = folder / "copy.db"
    assert said == f"{copy} is the place of a store, to which {copy}{end} belongs; give another name."
    assert names(folder) == [f"copy.db{end}"]


def test_what_is_no_file_is_no_place_for_a_copy(post, folder):
    os.mkfifo(folder / "pipe")
    for name in (str(folder), "/dev/null", "/dev/full", str(folder / "pipe")):
        for force in ([], ["--force"]):
            assert post.said("backup", name, *force).endswith("is there, and is no file; give another name.")
    for name in ("-", ""):
        assert post.said("backup", name).startswith("A backup is a file: give it a name;")


@pytest.mark.parametrize("name", ["missing/copy.db", "file/copy.db", "n" * 300, "loop"])
def test_a_place_that_cannot_be_written_takes_nothing(post, folder, name):
    (folder / "file").touch()
    (folder / "loop").symlink_to("loop")
    before = names(folder)
    assert post.said("backup", str(folder / name), ends=74).startswith("Nothing was written to ")
    assert names(folder) == before


def test_a_full_disk_leaves_nothing_half_written(post, folder):
    post("import", "-", stdin=b'{"title": "banjir di mana-mana", "category": "BNC"}\n' * 500)
    before = post.log()

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    kept = folder / "old"
    kept.write_text("old", encoding="utf-8")
    for arguments in (["backup", str(folder / "new")], ["backup", str(kept), "--force"]):
        done = called(post, *arguments, before=full)
        assert (done.returncode, done.stdout) == (74, b"")
        assert done.stderr.startswith(b"pilkada: Nothing was written to ")
        assert done.stderr.count(b"\n") == 1
    assert names(folder) == ["old"]
    assert kept.read_text(encoding="utf-8") == "old"
    assert post.log() == before


def test_of_a_damaged_store_no_copy_is_left_that_looks_whole(file_post, folder):
    file_post("import", "-", stdin=b'{"title": "banjir di mana-mana", "category": "BNC"}\n' * 500)
    with closing(sqlite3.connect(file_post.place)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size, page = (
            store.execute("PRAGMA page_size").fetchone()[0],
            store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_id'").fetchone()[0],
        )
    with open(file_post.place, "r+b") as store:
        store.seek((page - 1) * size)
        store.write(b"\xff" * 64)
    said = file_post.said("backup", str(folder / "copy.db"), ends=5)
    assert said.startswith("A copy of the store would be damaged (")
    assert names(folder) == []


def test_a_store_of_an_older_version_is_copied_before_it_is_brought_up(file_post, folder):
    with closing(sqlite3.connect(file_post.place)) as store:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.execute(f"PRAGMA user_version = {version - 1}")
    assert file_post.rows("backup", str(folder / "copy.db"))["format"] == "sqlite"


def test_without_a_post_there_is_nothing_to_copy(laptop, folder):
    assert laptop().said("backup", str(folder / "copy"), ends=3).startswith("No post is open at ")
    assert names(folder) == []


def test_an_unknown_column_is_refused_before_anything_is_written(post, folder):
    assert "There is no column 'x' here" in post.said("backup", str(folder / "copy"), "--columns", "x")
    assert names(folder) == []


def test_a_damaged_store_is_copied_and_that_it_is_damaged_is_said_unless_nobody_is_to_look(post, folder):
    post.report()
    post.tamper(("UPDATE entries SET writer = 'budi' WHERE kind = 'report'",))
    assert post("verify", ends=1).stdout
    whole, quick = folder / "whole", folder / "quick"
    looked = post("backup", str(whole), "-f", "json", ends=5)
    assert looked.stderr.startswith(f"pilkada: The backup is at {whole}, but the store has ")
    assert looked.stderr.endswith("and so has it; see: pilkada posko verify\n")
    assert json.loads(looked.stdout)["entries"] == len(post.log())
    assert post("backup", str(quick), "--no-verify").stderr == ""
    assert quick.stat().st_size == whole.stat().st_size
