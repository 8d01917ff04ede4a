"""The map: the cells for programs, half blocks where there is colour, tiles where there is none, a province with names."""

import json

import pytest

from pilkada_cli.output.lines import width


def test_the_cells_for_programs_are_one_a_kabupaten_or_kota(rows, registry):
    cells = rows("map")
    assert {cell["code"] for cell in cells} == {region.code for region in registry if region.level == "kabkota"}
    assert list(cells[0]) == ["code", "column", "row", "value"]
    assert len({(cell["column"], cell["row"]) for cell in cells}) == len(cells)


@pytest.mark.parametrize(
    ("by", "code", "value"),
    [
        ("electing", "31.71", False), ("electing", "32.73", True), ("pairs", "31.71", None), ("single-pair", "35.03", True),
        ("single-pair", "35.01", False), ("zone", "91.71", "WIT"), ("incidents", "32.73", 0), ("revote", "14.08", True),
        ("revote", "32.73", False),
    ],
)  # fmt: skip
def test_each_value_is_the_region_s(rows, by, code, value):
    assert {cell["code"]: cell["value"] for cell in rows("map", "--by", by, "--as-of", "2025-03-01")}[code] == value


def test_a_replay_of_voting_day_does_not_know_who_votes_once_more(rows):
    assert not any(cell["value"] for cell in rows("map", "--by", "revote", "--as-of", "H"))


def test_without_colour_the_provinces_are_tiles_and_diy_elects_no_governor(run, registry):
    text = run("map", "-f", "table", "--as-of", "H").stdout
    assert "YO==" in text
    assert max(map(width, text.splitlines())) <= 80
    provinces = [region for region in registry if region.level == "provinsi"]
    drawn = text.partition("==  elects")[0].splitlines()[2:]
    assert sum(len(line[start : start + 5].strip()) > 0 for line in drawn for start in range(0, len(line), 5)) == len(
        provinces
    )


def test_a_province_is_shown_with_names_and_a_kota_stands_for_its_province(run, rows):
    text = run("map", "--region", "32", "--by", "pairs", "-f", "table").stdout
    assert "Kab. Pangandaran" in text
    assert " 73 " in text or " 73\n" in text
    assert rows("map", "--region", "Kota Bandung") == rows("map", "--region", "32")
    assert {cell["code"][:2] for cell in rows("map", "--region", "32")} == {"32"}


def test_open_incidents_are_counted_by_region(run, rows, monkeypatch, tmp_path):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    at = ["--as-of", "2024-11-27T06:00"]
    run("posko", "open", "31", *at)
    for _ in range(2):
        run("posko", "report", "x", "--category", "LOG", "--region", "31.71", *at)
    values = {cell["code"]: cell["value"] for cell in rows("map", "--by", "incidents", *at)}
    assert (values["31.71"], values["31.72"]) == (2, 0)
    assert "JK 2" in run("map", "--by", "incidents", "-f", "table", *at).stdout


@pytest.mark.parametrize("columns", [1, 20, 40, 66, 67, 79, 80, 120, 200])
@pytest.mark.parametrize("options", [[], ["--by", "zone"], ["--region", "33"], ["--region", "31"]])
def test_it_fits_every_width(run, columns, options, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    text = run("map", "-f", "table", *options).stdout
    assert max(map(width, text.splitlines())) <= max(columns, 2)
    assert text


def test_in_colour_it_is_half_blocks_in_24_lines():
    from pilkada_cli.facts.files import DataFiles, shipped
    from pilkada_cli.regions.grid import load_grid
    from pilkada_cli.regions.registry import load_registry
    from pilkada_cli.screens.map import Shown, country

    grid, registry = load_grid(DataFiles(shipped())), load_registry(DataFiles(shipped()))
    values = {code: registry[code].electing for code in grid.cells}
    figures = {region.code: 0 if region.code == "11" else 7 for region in registry if region.level == "provinsi"}
    lines = country(Shown("electing", values, figures, grid, "H", registry.__getitem__), 80, colour=True)
    assert len(lines) <= 24
    drawn = [span for line in lines for span in line if span.text in ("▀", "▄", "█")]
    assert sum(2 if span.text == "█" or span.below else 1 for span in drawn) == len(grid.cells)


def test_data_without_a_map_say_so_and_every_other_command_works(run, data):
    (data / "map.yaml").unlink()
    result = run("map", "--data", str(data))
    assert (result.exit_code, result.stdout) == (4, "")
    assert "have no map" in result.stderr
    assert json.loads(run("check", "--data", str(data), "-f", "json").stdout) == []


@pytest.mark.parametrize("arguments", [["--by", "colour"], ["--region", "Atlantis"], ["--columns", "x"]])
def test_what_cannot_be_drawn_is_refused(run, arguments):
    result = run("map", *arguments)
    assert result.exit_code in (2, 3)
    assert result.stdout == ""
