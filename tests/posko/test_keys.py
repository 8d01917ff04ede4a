"""The key of a post: made once at opening, kept to its owner, never written over, and refused where it proves nothing."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from pilkada_cli.posko.errors import KeyFailed
from pilkada_cli.posko.keys import key_path, load_key, make_key


def key_of(post):
    return key_path(post.place, lambda: Path(os.environ["HOME"]) / ".local" / "share" / "pilkada")


def test_opening_makes_a_key_that_its_owner_alone_can_read(post):
    path = key_of(post)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").startswith("Key of pilkada-cli/posko/31: ")
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []
    before = path.read_bytes()
    post("open", "31")
    assert path.read_bytes() == before


def test_a_key_is_pem_that_other_programs_read(file_post):
    path = key_of(file_post)
    assert path.name.endswith(".db.key")
    read = load_pem_private_key(path.read_bytes(), None)
    assert load_key(path).public.data == read.public_key().public_bytes_raw()


def test_the_key_for_a_database_is_in_the_data_directory_and_names_no_password(tmp_path):
    for location, name in {
        "postgresql://rini:rahasia@db.go.id/posko": "posko-db.go.id-posko.key",
        "postgresql://rini:rahasia@db.go.id:5433/posko": "posko-db.go.id-5433-posko.key",
        "postgresql://rini:rahasia@/posko?host=/var/run/pg&password=rahasia": "posko-var_run_pg-posko.key",
        "postgresql://rini:rahasia@db/..%2F..%2Fetc": "posko-db-.._.._etc.key",
        "postgresql://rini@db": "posko-db-rini.key",
    }.items():
        assert key_path(location, lambda: tmp_path) == tmp_path / name


def test_a_store_that_is_a_link_has_its_key_beside_what_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "posko.db").symlink_to(tmp_path / "real" / "a.db")
    assert key_path(str(tmp_path / "posko.db"), lambda: tmp_path) == tmp_path / "real" / "a.db.key"


def test_a_key_is_made_once_by_whoever_comes_first(tmp_path):
    path = tmp_path / "a" / "posko.db.key"
    assert make_key(path, "a")
    before = path.read_bytes()
    assert not make_key(path, "b")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_nothing_stands_in_for_a_key_that_is_not_there(tmp_path):
    (tmp_path / "posko.db.key").symlink_to(tmp_path / "gone")
    assert not make_key(tmp_path / "posko.db.key", "a")
    assert not (tmp_path / "gone").exists()
    with pytest.raises(KeyFailed, match="cannot be read"):
        load_key(tmp_path / "posko.db.key")


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda path: path.chmod(0o644), "can be read by others, so that it proves nothing; keep it to yourself: chmod 600."),
    (lambda path: path.chmod(0o640), "can be read by others, so that it proves nothing; keep it to yourself: chmod 600."),
    (lambda path: path.write_text("x"), "is no key of this program; bring the right file back, or move it away for a new key."),
    (lambda path: path.write_text(path.read_text().replace("posko/31", "posko+31")), "is no key of this program; bring the right file back, or move it away for a new key."),
    (lambda path: path.write_text(path.read_text()[:150]), "is no key of this program; bring the right file back, or move it away for a new key."),
    (lambda path: path.write_bytes(b"\xff" * 10_000), "is no key of this program; bring the right file back, or move it away for a new key."),
    (lambda path: path.write_text(path.read_text().replace("posko/31", "posko/32")), "is that of pilkada-cli/posko/32, and this store is pilkada-cli/posko/31; bring the right one back, or move it away for a new key."),
])  # fmt: skip
def test_a_key_that_proves_nothing_is_refused_and_stays_as_it_is(post, spoil, said):
    path = key_of(post)
    spoil(path)
    before, count = path.read_bytes(), len(post.log())
    for arguments in (["checkpoint"], ["checkpoint", "--key"]):
        assert post.said(*arguments, ends=5) == f"The post's key {path} {said}"
    assert (path.read_bytes(), len(post.log())) == (before, count)


def test_an_unreadable_key_is_refused(file_post):
    path = key_of(file_post)
    path.unlink()
    path.mkdir()
    assert file_post.said("checkpoint", ends=5) == f"The post's key {path} cannot be read: Is a directory."


def test_a_link_to_nowhere_is_no_key(file_post):
    path = key_of(file_post)
    path.unlink()
    path.symlink_to(path.with_name("gone"))
    for arguments in (["checkpoint"], ["checkpoint", "--key"]):
        assert file_post.said(*arguments, ends=5) == f"The post's key {path} cannot be read: No such file or directory."


def test_where_no_home_is_known_a_database_has_no_place_for_a_key(database, post_at, monkeypatch):
    def unknown():
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    keyboard = post_at(database())
    said = "The post's key has no place, as no home directory is known; set HOME or XDG_DATA_HOME."
    assert said in keyboard("open", "31").stderr
    assert keyboard.said("checkpoint", ends=5) == said


def test_the_first_checkpoint_of_an_older_store_makes_the_key_and_says_so(post):
    path = key_of(post)
    path.unlink()
    first = post("checkpoint")
    assert f"a new key was made, {path}; hand its public part to others: pilkada posko checkpoint --key" in first.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert post("checkpoint").stderr == ""


def test_a_key_that_was_lost_is_said_to_be_another_one(post):
    old = post("checkpoint", "--key").stdout.split("+")[1]
    post("checkpoint")
    key_of(post).unlink()
    said = post("checkpoint").stderr
    assert (
        f"the last checkpoint here was signed with another key, {old}: that of another computer, or a lost one." in said
    )


def test_a_post_opens_also_where_no_key_can_be_made(database, post_at, tmp_path, monkeypatch):
    (tmp_path / ".local").write_text("no directory", encoding="utf-8")
    keyboard = post_at(database())
    opened = keyboard("open", "31")
    assert opened.stdout == "31\n"
    assert "could not be made: Not a directory." in opened.stderr
    assert keyboard("open", "31").exit_code == 0


HIDDEN = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "cryptography":
            raise ImportError(name)
sys.meta_path.insert(0, Hidden())
sys.argv = ["pilkada", "posko", *sys.argv[1:]]
from pilkada_cli.__main__ import main
main()
"""


def test_without_the_library_all_but_checkpoints_works(tmp_path):
    environment = {**os.environ, "PILKADA_POSKO": str(tmp_path / "posko.db"), "PILKADA_BY": "rini"}

    def post(*arguments):
        result = subprocess.run(
            [sys.executable, "-c", HIDDEN, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout, result.stderr

    assert post("open", "31") == (0, "31\n", "")
    assert post("verify")[0] == 0
    said = "pilkada: Checkpoints are signed and checked with the extra 'sign': pip install 'pilkada-cli[sign]'\n"
    for arguments in (["checkpoint"], ["checkpoint", "--key"], ["cosign", "x"], ["verify", "--against", "x"]):
        assert post(*arguments) == (5, "", said)


@pytest.mark.parametrize("arguments", ["open 31", "report x --category LOG", "verify", "sitrep", "merge EXPORT"])
def test_no_other_command_loads_the_library(file_post, tmp_path, arguments):
    export = file_post.export(tmp_path / "a.jsonl")
    words = arguments.replace("EXPORT", str(export)).split()
    script = f"import sys\nsys.argv = ['pilkada', 'posko', *{words!r}]\ntry:\n    from pilkada_cli.__main__ import main; main()\nfinally:\n    assert 'cryptography' not in sys.modules and 'sqlite3' in sys.modules"
    subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **file_post.environment}, check=True, capture_output=True
    )


def test_a_copied_store_with_its_key_signs_as_the_same_post(file_post, tmp_path, post_at):
    copy = tmp_path / "copy.db"
    shutil.copy(file_post.place, copy)
    shutil.copy(key_of(file_post), f"{copy}.key")
    assert post_at(str(copy))("checkpoint", "--key").stdout == file_post("checkpoint", "--key").stdout


def test_many_who_ask_at_once_get_one_key(file_post, command):
    key_of(file_post).unlink()
    environment = {**os.environ, **file_post.environment}
    asking = [
        subprocess.Popen([*command, "posko", "checkpoint", "--key"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]  # fmt: skip
    answers = [process.communicate(timeout=120) for process in asking]
    assert {process.returncode for process in asking} == {0}
    assert len({out for out, _err in answers}) == 1
    assert sum(b"a new key was made" in err for _out, err in answers) == 1
