"""A long import beside other keyboards: they write between its batches, and nobody sees a half of it."""

import json
import os
import signal
import subprocess
import sys

import psycopg
import pytest

from pilkada_cli.posko.incidents import importing
from pilkada_cli.posko.log import aside
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.store.postgres.shelf import ServerShelf
from pilkada_cli.posko.store.sqlite.shelf import FileShelf

#: Three batches of BATCH.
MANY, BATCH = 1250, 500


def lines(count=MANY, **more):
    return "".join(
        json.dumps({"title": f"laporan {number}", "category": "LIS", "region": "31.73", **more}) + "\n"
        for number in range(count)
    )


def waiting(place):
    """How many entries wait in a database; a file has none that anybody could see."""
    if read_location(place).url is None:
        return 0
    with psycopg.connect(place) as connection:
        return connection.execute("SELECT count(*) FROM pilkada.aside").fetchone()[0]


@pytest.fixture
def behind(monkeypatch):
    """Runs something behind each batch that an import puts aside, or takes in its turn."""

    monkeypatch.setattr(aside, "BATCH", BATCH)

    inside = []

    def hook(method, run):
        for shelf in (FileShelf, ServerShelf):
            real = getattr(shelf, method)

            def hooked(own, *arguments, real=real):
                real(own, *arguments)
                # What runs there may be an import itself.
                if not inside:
                    inside.append(1)
                    run()
                    inside.clear()

            monkeypatch.setattr(shelf, method, hooked)

    return hook


def chained(post):
    """Whether no chain has a fork, and the log is whole."""
    heads = [(one["writer"], one["prev"]) for one in post.log()]
    assert len(heads) == len(set(heads))
    return post.rows("verify") == []


@pytest.mark.parametrize("name", ["budi", "rini"])
def test_others_write_between_the_batches_and_see_nothing_of_it_until_its_end(post, behind, name):
    other, written, before = post.used_by(name), [], len(post.log())

    def write():
        written.append(other.report(f"banjir {len(written)}", "BNC"))
        assert other.rows("incidents", "--columns", "id") == [{"id": own} for own in written]
        assert other.rows("sitrep")["incidents"] == len(written)

    behind("put", write)
    assert post("import", "-", stdin=lines()).stdout == f"imported\n{MANY}\n"
    # Who writes under the same name at each batch makes all of it be put aside anew, as often as that is tried.
    assert len(written) == (3 if name == "budi" else 3 * (1 + importing.ATTEMPTS))
    assert len(post.log()) == before + len(written) + MANY
    assert chained(post)
    assert waiting(post.place) == 0


def test_who_writes_once_under_the_same_name_makes_no_turn_long(post, behind, monkeypatch):
    one_by_one = []
    monkeypatch.setattr(importing.Importing, "_take_each", lambda *_of: one_by_one.append(1))
    written = []

    def write():
        if not written:
            written.append(post.report("banjir", "BNC"))

    behind("put", write)
    post("import", "-", stdin=lines())
    assert len(post.rows("incidents", "--columns", "id")) == 1 + MANY
    assert one_by_one == []
    assert chained(post)
    assert waiting(post.place) == 0


def test_in_its_turn_nobody_sees_a_part_of_it(post, behind, monkeypatch):
    monkeypatch.setattr(aside, "PIECE", BATCH)
    seen = []
    behind("take", lambda: seen.append(post.rows("sitrep")["incidents"]))
    post("import", "-", stdin=lines())
    assert seen == [0, 0, 0]
    assert post.rows("sitrep")["incidents"] == MANY


@pytest.mark.parametrize("name", ["budi", "rini"])
def test_a_line_that_others_record_meanwhile_is_recorded_once(post, behind, name):
    known = json.dumps({"title": "laporan", "category": "LIS", "region": "31.73", "ref": "A-1"}) + "\n"
    file = known + lines()
    recorded = []

    def write():
        if not recorded:
            recorded.append(post.used_by(name)("import", "-", stdin=known))

    behind("put", write)
    assert post("import", "-", "--columns", "imported,known", stdin=file).stdout == f"imported\tknown\n{MANY}\t1\n"
    assert len(post.rows("incidents", "--all", "--columns", "id")) == MANY + 1
    assert chained(post)


def test_what_others_record_word_for_word_meanwhile_refuses_all_of_it(post, behind):
    recorded = []

    def write():
        if not recorded:
            recorded.append(post.used_by("budi")("import", "-", stdin=lines(1)))

    behind("put", write)
    said = post.said("import", "-", stdin=lines())
    assert said.startswith("1 line is here already, word for word (line 1), so nothing was recorded: ")
    assert len(post.rows("incidents")) == 1
    assert waiting(post.place) == 0


#: The real command, which is killed behind the second batch that it puts aside or takes.
KILLED = """
import os, sys
from pilkada_cli.posko.log import aside
from pilkada_cli.posko.store.sqlite.shelf import FileShelf
from pilkada_cli.posko.store.postgres.shelf import ServerShelf
method, count, aside.PIECE, aside.BATCH = sys.argv.pop(1), [], 500, 500

for shelf in (FileShelf, ServerShelf):
    def hooked(own, *arguments, real=getattr(shelf, method)):
        real(own, *arguments)
        count.append(1)
        if len(count) == 2:
            os.kill(os.getpid(), 9)
    setattr(shelf, method, hooked)
from pilkada_cli.__main__ import main
main()
"""


@pytest.mark.parametrize(("method", "next_one"), [("put", "import"), ("take", "import"), ("put", "rebuild")])
def test_an_import_that_is_killed_at_a_batch_has_recorded_nothing_and_is_cleared_up_behind(post, method, next_one):
    before = post.log()
    result = subprocess.run(
        [sys.executable, "-c", KILLED, method, "posko", "import", "-"], input=lines().encode(), capture_output=True,
        env={**os.environ, **post.environment}, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == -signal.SIGKILL
    assert post.log() == before
    assert post.rows("incidents") == []
    assert post.rows("verify") == []
    own = post.report()
    if read_location(post.place).url:
        assert waiting(post.place) > 0
        with psycopg.connect(post.place) as connection:
            connection.execute("UPDATE pilkada.aside SET moment = moment - interval '61 minutes'")
    if next_one == "rebuild":
        post("rebuild")
        assert waiting(post.place) == 0
    assert post("import", "-", stdin=lines()).stdout == f"imported\n{MANY}\n"
    assert waiting(post.place) == 0
    assert len(post.rows("incidents", "--columns", "id")) == MANY + 1
    post("update", own, "--status", "terverifikasi")
    assert chained(post)


def test_an_import_that_does_not_end_well_leaves_nothing_behind(post):
    bad = lines() + '{"title": "x"}\n'
    assert "1 line is bad" in post("import", "-", stdin=bad, ends=2).stderr
    assert waiting(post.place) == 0
    assert post("import", "-", stdin=lines()).stdout == f"imported\n{MANY}\n"


def test_a_dry_run_puts_nothing_aside(post, behind):
    put = []
    behind("put", lambda: put.append(1))
    post("import", "-", "--dry-run", stdin=lines())
    assert put == []
