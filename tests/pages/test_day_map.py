"""The map of the day for a printed situation report: black and white, marks and numbers."""

import re
from xml.etree import ElementTree

import pytest

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.language import use
from pilkada_cli.output.page import page
from pilkada_cli.pages.day import day_map
from pilkada_cli.regions.grid import Grid, load_grid

GRID = load_grid(DataFiles(shipped()))
COUNTS = {"31": 1, "31.71": 2, "31.72": 3, "31.74": 10, "94.01": 5_000, "11.01": 0}


def texts(drawing):
    return ["".join(one.itertext()) for one in ElementTree.fromstring(str(drawing)).iter("text")]


@pytest.fixture
def names(registry):
    return {region.code: region.short for region in registry}


def test_the_country_has_a_number_beside_each_province_where_something_is_open(names):
    drawing = day_map(COUNTS, names, GRID)
    assert sorted(texts(drawing)[:-3]) == ["JK 16", "Open incidents: 5,016.", "PT 5,000"]
    assert texts(drawing)[-3:] == ["1 or 2", "3 to 9", "10 or more"]
    label = ElementTree.fromstring(str(drawing)).get("aria-label")
    assert label == "Open incidents: 5,016. Jakarta 16, Papua Tengah 5,000."


def test_the_mark_says_how_many(names):
    drawing = str(day_map(COUNTS, names, GRID))
    # One of each in the legend; 31 itself has no hexagon, and 0 no mark.
    assert (drawing.count('r="5"'), drawing.count('r="6.5"'), drawing.count("M0-10.4")) == (2, 2, 3)


def test_one_province_has_a_number_in_each_hexagon_and_else_its_code(names, registry):
    drawing = day_map(COUNTS, names, GRID, "31")
    assert sorted(texts(drawing)[:-3]) == [".01", ".73", ".75", "10", "2", "3", "Open incidents: 16."]


def test_it_is_black_and_white_and_has_no_style(names):
    for inside in (None, "31", "53"):
        drawing = str(day_map(COUNTS, names, GRID, inside))
        assert set(re.findall(r"#[0-9a-f]{3,6}\b", drawing)) <= {"#000", "#fff", "#999", "#555"}
        assert "style" not in drawing
        assert "class" not in drawing
    assert len(str(day_map(dict.fromkeys(GRID.cells, 12), names, GRID)).encode()) < 64 * 1024


def test_nothing_open_and_nothing_to_draw(names):
    assert ElementTree.fromstring(str(day_map({}, names, GRID))).get("aria-label") == "Open incidents: 0."
    assert day_map(COUNTS, names, Grid({}, {}, {})) == ""
    assert day_map(COUNTS, names, GRID, "99") == ""


def test_names_of_others_are_only_text(names):
    hostile = {**names, "31": '"><script>alert(1)</script>'}
    root = ElementTree.fromstring(str(day_map(COUNTS, hostile, GRID)))
    assert '"><script>' in root.get("aria-label")
    assert not list(root.iter("script"))


@pytest.mark.parametrize("inside", [None, "31", "35", "53"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_it_stands_in_a_page_under_its_policy(names, opened, tmp_path, inside, language):
    use(language)
    path = tmp_path / "page.html"
    drawing = day_map({code: place % 14 for place, code in enumerate(GRID.cells)}, names, GRID, inside)
    path.write_text(page("page.html", styles=["paper.css"]).replace("<body>", f"<body>{drawing}"), encoding="utf-8")
    shown = opened(path, width=700, height=500)
    assert shown.page.evaluate("""() => {
      const all = [...document.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()]);
      return all.flatMap(([words, one], place) => all.slice(place + 1).filter(([, two]) =>
        one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 3 && two.top < one.bottom - 3
      ).map(([other]) => words + " / " + other));
    }""") == []  # fmt: skip
    shown.picture(f"day-{inside}-{language}")


@pytest.mark.parametrize(
    ("post", "label"), [("31", "Open incidents: 3. Jakarta 3."), ("31.74", "Open incidents: 2. Jakarta 2."), ("nasional", "Open incidents: 3. Jakarta 3.")]
)  # fmt: skip
def test_the_printed_situation_report_has_the_map_of_its_day(run, monkeypatch, tmp_path, opened, post, label):
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T06:00")
    assert run("posko", "open", post).exit_code == 0
    for place in ("31.74", "31.74", *(["31"] if post != "31.74" else [])):
        assert run("posko", "report", "x", "--category", "LOG", "--region", place).exit_code == 0
    path = tmp_path / "sitrep.html"
    path.write_text(run("posko", "sitrep", "-f", "html").stdout, encoding="utf-8")
    shown = opened(path, width=800, height=1100)
    assert shown.page.locator("figure svg").get_attribute("aria-label") == label
    shown.picture(f"sitrep-{post}")


def test_data_without_a_map_print_a_report_without_one(run, monkeypatch, tmp_path, data):
    (data / "map.yaml").unlink()
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    run("posko", "open", "31", "--data", str(data))
    result = run("posko", "sitrep", "-f", "html", "--data", str(data))
    assert result.exit_code == 0, result.stderr
    assert "<figure>" not in result.stdout
