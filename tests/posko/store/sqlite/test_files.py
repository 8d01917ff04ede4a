"""The file of a SQLite store: links, drives without locks or of a network, full disks, and copies that change or are cut."""

import errno
import fcntl
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from restricted import call, failed, without_root_powers

from pilkada_cli.posko.store.sqlite.files import file_system, refuse_without_locks

READS = (["incidents"], ["sitrep"], ["export"], ["verify"], ["log"], ["members", "list"])


@pytest.mark.parametrize("beside", [False, True])
def test_on_a_full_disk_everything_can_be_read_and_exported(file_post, beside, left_beside):
    own = file_post.report()
    if beside:
        left_beside(file_post.place)
    before = len(file_post.log())
    if beside:
        left_beside(file_post.place)
        before += 1

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    for reading in READS:
        code, answer, error = call(file_post, *reading, before=full)
        assert (code, error) == (0, ""), reading
        assert answer
    code, answer, _error = call(file_post, "export", before=full)
    assert len(answer.splitlines()) == before
    assert own in answer
    assert failed(call(file_post, "nil", "31.72", before=full), "disk")
    assert file_post.rows("verify") == []


def test_a_link_to_a_store_is_the_store(file_post, post_at, tmp_path, left_beside):
    link = tmp_path / "elsewhere" / "posko.db"
    link.parent.mkdir()
    link.symlink_to(file_post.place)
    linked = post_at(str(link))
    own = linked.report()
    assert [row["id"] for row in file_post.rows("incidents")] == [own]
    left_beside(file_post.place)
    assert len(linked.log()) == len(file_post.log())
    assert sorted(path.name for path in link.parent.iterdir()) == ["posko.db"]


def test_a_link_that_leads_nowhere_yet_is_where_the_store_is_made(post_at, tmp_path):
    link = tmp_path / "posko.db"
    link.symlink_to(tmp_path / "disk" / "real.db")
    post_at(str(link))("open", "31")
    assert (tmp_path / "disk" / "real.db").stat().st_mode & 0o777 == 0o600


READER = """
import sys
from pilkada_cli.posko.errors import StoreFailed
from pilkada_cli.posko.log.access import log_at
try:
    with log_at(sys.argv[1]) as log:
        first = next(iter(log.entries()))
        print("reading", flush=True)
        sys.stdin.readline()
        count = sum(1 for _entry in log.entries())
    print("whole")
except StoreFailed as failure:
    print(failure)
"""


@pytest.mark.parametrize("writes", [False, True])
def test_what_is_read_without_locks_is_looked_at_again_at_the_end(file_post, writes):
    """A reader without write rights sees a store that nobody has open; then somebody writes."""
    folder = Path(file_post.place).parent
    folder.chmod(0o555)
    Path(file_post.place).chmod(0o444)
    reader = subprocess.Popen([sys.executable, "-c", READER, file_post.place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              preexec_fn=without_root_powers, env={**os.environ})  # fmt: skip
    assert reader.stdout.readline() == "reading\n"
    folder.chmod(0o755)
    Path(file_post.place).chmod(0o644)
    if writes:
        file_post.report()
    said, _error = reader.communicate("\n", timeout=60)
    assert said == (f"The post's store {file_post.place} was written to while it was read, so the answer is not whole; try again.\n"
                    if writes else "whole\n")  # fmt: skip


def test_a_copy_that_is_cut_is_told_from_a_damaged_store(file_post, post_at, tmp_path):
    for number in range(40):
        file_post.report(f"laporan {number}", details="y" * 3000)
    cut = tmp_path / "cut.db"
    content = Path(file_post.place).read_bytes()
    cut.write_bytes(content[: len(content) * 2 // 3])
    said = post_at(str(cut)).said("verify", ends=5)
    assert "is not whole: it was cut, or copied while somebody wrote" in said


def test_a_drive_without_locks_is_named_when_a_store_is_made_there(monkeypatch, post_at, tmp_path):
    for lock in (
        lambda *_given: None,
        lambda *_given: (_ for _ in ()).throw(OSError(errno.ENOLCK, "No locks available")),
    ):
        monkeypatch.setattr(fcntl, "lockf", lock)
        said = post_at(str(tmp_path / "posko.db")).said("open", "31", ends=5)
        assert "lies on a drive without locks, where two keyboards would destroy it" in said
        (tmp_path / "posko.db").unlink()


def test_a_drive_with_locks_is_not_refused(tmp_path):
    (tmp_path / "a").touch()
    refuse_without_locks(tmp_path / "a")


MOUNTS = """22 27 0:21 / /proc rw,nosuid - proc proc rw
27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 27 0:44 / /mnt/posko rw,relatime - nfs4 kantor:/posko rw,vers=4.2
41 27 0:45 / /mnt/berbagi\\040kami rw - cifs //kantor/berbagi rw
"""


@pytest.mark.parametrize(("path", "kind"), [("/mnt/posko/a.db", "nfs4"), ("/mnt/poskodua/a.db", "ext4"), ("/home/rini/a.db", "ext4"), ("/mnt/berbagi kami/a.db", "cifs")])  # fmt: skip
def test_the_file_system_of_a_store_is_that_of_the_nearest_mount(path, kind):
    assert file_system(Path(path), MOUNTS) == kind
