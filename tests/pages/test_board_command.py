"""The command `board`: where it writes, what it refuses, and how it goes on writing."""

import os
import re
import resource
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest

from pilkada_cli.commands.board import _trouble


@pytest.fixture
def keeping(tmp_path):
    """Start `board --refresh 1` as a process of its own, which is ended after the test."""
    started = []

    def start(*options, most=None, **environment):
        """`most` is how many bytes a file of the process may have."""
        process = subprocess.Popen(
            [sys.executable, "-m", "pilkada_cli", "board", "--refresh", "1", *options],
            env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
            preexec_fn=most and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))),
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_it_is_written_to_standard_output_without_a_file(run):
    answer = run("board", "--as-of", "H-2")
    assert answer.stdout.startswith("<!doctype html>\n")
    assert answer.stdout.endswith("</html>\n")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--output", "{place}/none/board.html"), 74, "No such file"),
        (("--output", "{place}"), 2, "is there, and is no file"),
        (("--output", "{place}/notes.txt"), 2, "is there and is no board; give another name, or --force"),
        (("--output", "/dev/full"), 2, "is there, and is no file"),
        (("--refresh", "0", "--output", "{place}/board.html"), 2, "--refresh takes 1 to 86400 seconds"),
        (("--refresh", "-5", "--output", "{place}/board.html"), 2, "--refresh takes 1 to 86400 seconds"),
        (("--refresh", "90000", "--output", "{place}/board.html"), 2, "--refresh takes 1 to 86400 seconds"),
        (("--refresh", "60"), 2, "give --output FILE as well"),
        (("--region", "Atlantis"), 3, "Atlantis"),
        (("-f", "json"), 2, "board writes a web page; it takes no --format."),
    ],
)
def test_what_it_cannot_do_it_refuses_in_a_sentence(run, tmp_path, arguments, code, told):
    (tmp_path / "notes.txt").write_text("my notes")
    before = sorted(tmp_path.iterdir())
    answer = run("board", *(one.format(place=tmp_path) for one in arguments))
    assert (answer.exit_code, answer.stdout) == (code, "")
    assert told in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "notes.txt").read_text() == "my notes"


def test_a_board_is_written_over_and_another_file_with_force_alone(run, tmp_path):
    path = tmp_path / "board.html"
    for _ in range(2):
        assert run("board", "--as-of", "H-2", "--output", str(path)).exit_code == 0
    path.write_text("mine")
    assert run("board", "--output", str(path)).exit_code == 2
    assert run("board", "--force", "--output", str(path)).exit_code == 0
    assert path.read_text().startswith("<!doctype html>")


@pytest.fixture
def group_reads():
    """A umask that lets one's group read what is made."""
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("group_reads")
@pytest.mark.parametrize("words", ["board", "map -f svg --force", "stages timeline -f svg --force"])
def test_a_new_page_or_drawing_can_be_read_by_whom_the_umask_lets_and_an_old_one_keeps_its_mode(run, tmp_path, words):
    path = tmp_path / "out"
    run(*words.split(), "--output", str(path))
    assert path.stat().st_mode & 0o777 == 0o640
    path.chmod(0o604)
    run(*words.split(), "--output", str(path))
    assert path.stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("31.01", "Kabupaten Administrasi Kepulauan Seribu"),
        ("34", "Daerah Istimewa Yogyakarta"),
        ("94.04", "Kabupaten Mimika"),
    ],
)
def test_a_region_that_elects_nobody_has_its_board_as_well(run, region, told):
    answer = run("board", "--region", region, "--as-of", "H-2")
    assert answer.exit_code == 0
    assert f"{told} ({region})" in answer.stdout


@pytest.mark.parametrize(("clock", "label"), [("2100-01-01", "H+27428"), ("1999-12-31", "H-9098")])
def test_a_clock_far_away_is_counted_right(run, clock, label):
    answer = run("board", "--as-of", clock)
    assert answer.exit_code == 0
    assert f'<h2 id="label" data-length="{len(label)}">{label}</h2>' in answer.stdout


def test_a_post_with_no_entry_and_one_of_another_region(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T08:30+07:00")
    assert "Internal" not in run("board").stdout
    assert run("posko", "open", "DKI", "--by", "rini").exit_code == 0
    own = run("board")
    assert "Nothing is open." in own.stdout
    assert "Jakarta Utara" in own.stdout
    other = run("board", "--region", "Jawa Barat")
    assert other.exit_code == 0
    assert "Internal" not in other.stdout
    assert "this store is that of the post of Daerah Khusus Ibukota Jakarta" in other.stderr


def test_5000_incidents_in_one_kota_are_counted_and_the_gravest_named(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T08:30+07:00")
    run("posko", "open", "DKI", "--by", "rini")
    lines = (f'{{"title": "Antre {place}", "region": "31.72", "category": "LOG"}}' for place in range(5000))
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    assert run("posko", "import", str(tmp_path / "many.jsonl"), "--by", "rini").exit_code == 0
    page = run("board").stdout
    assert '<b class="huge">5,000</b>' in page
    assert '"open":{"31.72":5000}' in page
    assert len(page) < 100_000


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_writing_until_it_is_stopped(keeping, tmp_path, sent, until):
    process, path = keeping("--output", "board.html"), tmp_path / "board.html"

    def written():
        return re.search(r'"written":(\d+)', path.read_text())[1] if path.exists() else ""

    until(written)
    first = written()
    until(lambda: written() != first)
    process.send_signal(sent)
    _output, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == "pilkada: board.html is written every 1 seconds; Ctrl-C ends that.\n"
    assert [one.name for one in tmp_path.iterdir()] == ["board.html"]


def test_a_set_clock_runs_on_while_it_is_written(keeping, tmp_path, until):
    keeping("--output", "board.html", "--as-of", "2024-11-27T06:59:59")
    path = tmp_path / "board.html"
    until(path.exists)
    until(lambda: "07:00 WIB" in path.read_text())


def test_a_post_that_cannot_be_read_is_said_on_the_page_and_tried_again(run, keeping, monkeypatch, tmp_path, until):
    store, path = tmp_path / "posko.db", tmp_path / "board.html"
    monkeypatch.setenv("PILKADA_POSKO", str(store))
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T08:30+07:00")
    run("posko", "open", "DKI", "--by", "rini")
    keeping("--output", "board.html")
    until(path.exists)
    whole = store.read_bytes()
    store.write_bytes(b"no store at all" * 1000)
    until(lambda: "STANDING STILL since 08:30 WIB: the post cannot be read." in path.read_text())
    assert '"trouble":true' in path.read_text()
    assert "Jakarta Utara" in path.read_text()
    store.write_bytes(whole)
    until(lambda: "STANDING STILL since 08:30" not in path.read_text())


def test_where_the_page_does_not_fit_the_old_one_stays(run, tmp_path):
    page = tmp_path / "board.html"
    assert run("board", "--as-of", "H-2", "--output", str(page)).exit_code == 0
    before = page.read_bytes()
    answer = subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "board", "--as-of", "H-1", "--output", str(page)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) - 5000, len(before) - 5000)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 74
    assert "File too large" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert page.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["board.html"]


def test_a_disk_that_is_full_from_the_beginning_is_said_and_tried_again(keeping, tmp_path, until):
    process, path = keeping("--output", "board.html", most=5000), tmp_path / "board.html"
    told = process.stderr.readline()
    assert told.startswith("pilkada: Nothing was written to board.html: File too large")
    assert process.poll() is None
    assert not path.exists()
    endless = resource.RLIM_INFINITY, resource.RLIM_INFINITY
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, endless)  # Somebody has made room.
    until(path.exists)
    assert path.read_text().endswith("</html>\n")


@pytest.mark.parametrize("place", ["none/board.html", "notes.txt/board.html"])
def test_a_directory_that_is_not_there_ends_the_refreshing_at_once(keeping, tmp_path, place):
    (tmp_path / "notes.txt").write_text("my notes")
    process = keeping("--output", place)
    _output, told = process.communicate(timeout=60)
    assert process.returncode == 74
    assert told.count("\n") == 1
    assert place in told


@pytest.mark.parametrize("words", ["board", "map -f svg --force", "stages timeline -f svg --force"])
def test_a_link_stays_and_what_it_leads_to_is_written(run, tmp_path, words):
    (tmp_path / "real").mkdir()
    link, target = tmp_path / "link.out", tmp_path / "real" / "page.out"
    link.symlink_to("real/page.out")
    for _ in range(2):
        answer = run(*words.split(), "--output", str(link))
        assert answer.exit_code == 0, answer.stderr
        assert link.is_symlink()
        assert target.read_text().startswith(("<!doctype html>", "<?xml"))
        assert sorted(one.name for one in tmp_path.iterdir()) == ["link.out", "real"]


def test_a_link_to_a_file_that_is_no_board_is_refused_as_the_file_is(run, tmp_path):
    (tmp_path / "notes.txt").write_text("my notes")
    (tmp_path / "link.html").symlink_to("notes.txt")
    answer = run("board", "--output", str(tmp_path / "link.html"))
    assert (answer.exit_code, (tmp_path / "notes.txt").read_text()) == (2, "my notes")


def test_a_store_that_is_named_and_not_there_is_said_on_standard_error_and_on_the_page(run, monkeypatch, tmp_path):
    assert "No post is shown" not in run("board").stdout
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "typo" / "x.db"))
    answer = run("board")
    assert answer.exit_code == 0
    assert (
        answer.stderr == f"pilkada: no post is shown: no store is at {tmp_path}/typo/x.db, which PILKADA_POSKO names.\n"
    )
    assert '<p class="trouble" data-t>No post is shown here: its store is not there.</p>' in answer.stdout
    assert str(tmp_path) not in answer.stdout
    assert run("board", "--output", str(tmp_path / "board.html")).stderr == answer.stderr


def test_since_when_a_post_cannot_be_read_has_its_day_on_another_day():
    wib = timezone(timedelta(hours=7))
    since = datetime(2024, 11, 27, 5, 39, tzinfo=wib)
    told = [_trouble(since, since + timedelta(hours=hours), "WIB") for hours in (1, 72)]
    assert told == [
        "STANDING STILL since 05:39 WIB: the post cannot be read.",
        "STANDING STILL since 27 Nov 2024 05:39 WIB: the post cannot be read.",
    ]
