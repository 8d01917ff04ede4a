"""No file and no text makes a parser crash or hang: the targets of fuzz/, with inputs by structure, without atheris.

`python -m fuzz` looks for more of them by coverage; each that was found stands below.
"""

import io

import pytest
from bugs import BUGS
from hypothesis import HealthCheck, given, settings
from shapes import CHANGES, CORPUS, inputs, seeds

from fuzz.limits import Hang, limited
from fuzz.targets import TARGETS
from fuzz.texts import MOMENTS, VOTING
from pilkada_cli.output.spreadsheet import read_rows, read_sheet, write_sheet
from pilkada_cli.posko.incidents.files import read_incidents
from pilkada_cli.posko.when import BadPostMoment, parse_spoken

#: How many inputs each target gets; the slow ones read or write a whole log or all data for each.
EXAMPLES, FEW = 120, 40
SLOW = ("merging", "stored", "rescue", "options", "regions", "schedule", "checklists", "revotes", "posko", "evidence", "codes", "elections", "map")  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_makes_a_parser_crash_or_hang(name):
    @settings(
        max_examples=FEW if name in SLOW else EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(inputs(name))
    def holds(data):
        limited(TARGETS[name])(data)

    holds()


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_a_target_are_read(name):
    assert seeds(name)
    for seed in seeds(name):
        limited(TARGETS[name])(seed)


def test_every_target_has_seeds_and_a_shape():
    assert TARGETS.keys() == CHANGES.keys() == {path.name for path in CORPUS.iterdir()}


def test_a_crash_a_hang_and_a_bad_sentence_are_failures():
    def hang(data):
        while data:
            pass

    with pytest.raises(Hang):
        limited(hang)(b"x")
    with pytest.raises(ZeroDivisionError):
        limited(lambda data: 1 // len(data))(b"")


@pytest.mark.parametrize(
    ("name", "data"),
    [(name, data) for name, _what, data in BUGS],
    ids=[f"{name}: {what}" for name, what, _data in BUGS],
)
def test_what_was_found_stays_mended(name, data):
    limited(TARGETS[name])(data)


@pytest.mark.parametrize(
    "read",
    [lambda data: list(read_rows(io.BytesIO(data))), lambda data: [read_sheet(data).heading, *read_sheet(data).lines]],
)
def test_a_heading_with_line_breaks_still_tells_what_parts_the_cells(read):
    assert read(b'"Nama\nDaerah,\nlengkap";Kode\nx;y\n') == [["Nama\nDaerah,\nlengkap", "Kode"], ["x", "y"]]
    assert read(b'"a;b;c",d\nx,y\n') == [["a;b;c", "d"], ["x", "y"]]


def test_a_carriage_return_in_a_cell_is_written_back_in_its_cell():
    sheet = read_sheet(b'a,b\n"x\ry",z\n')
    assert write_sheet(sheet) == 'a,b\n"x\ry",z\n'


def test_a_heading_is_written_so_that_the_same_parts_its_cells():
    sheet = read_sheet(b'"a;b;c",d\nx;y;z,1\n')
    assert read_sheet(write_sheet(sheet).encode()) == sheet


def test_a_language_that_is_none_is_one_line(run, monkeypatch):
    monkeypatch.setenv("PILKADA_LANG", "x\ny\x1b[31m")
    assert run("status").stderr == "pilkada: PILKADA_LANG is 'x\\ny\\x1b[31m'; it must be id or en.\n"


@pytest.mark.parametrize("form", ["%s\n", "[%s]"], ids=["lines", "array"])
def test_a_field_that_stands_twice_in_an_object_is_refused(form):
    line = '{"title": "x", "category": "LOG", "title": "y"}'
    ((number, found),) = read_incidents(io.BytesIO((form % line).encode()))
    assert (number, str(found)) == (1, "the field 'title' stands there twice")


@pytest.mark.parametrize("text", ["04:30 W\u0130T", "\u0664:30", "04:30 " + "x" * 70])
def test_what_only_looks_like_a_time_is_none(text):
    with pytest.raises(BadPostMoment):
        parse_spoken(text, MOMENTS[0], VOTING, "WIB")


def test_a_list_takes_any_limit(run):
    assert len(run("regions", "list", "--limit", "9" * 30, "--no-header").stdout.splitlines()) == 552


def test_a_tile_lies_within_the_map(run, data):
    path = data / "map.yaml"
    path.write_text(
        path.read_text("utf-8").replace("{letters: AC, column: 0", "{letters: AC, column: 99999999"), "utf-8"
    )
    assert "beyond column or row 200" in run("map", "--data", str(data)).stderr


def test_a_voting_day_holds_everywhere(run, data):
    path = data / "schedule.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "- id: pemungutan-suara\n", "- id: pemungutan-suara\n    area: Aceh\n    regions: ['11']\n"
        ),
        "utf-8",
    )
    result = run("countdown", "--region", "32.73", "--data", str(data))
    assert result.exit_code == 4
    assert "take its 'area' out" in result.stderr
    assert "take its 'area' out" in run("check", "--data", str(data)).stdout
