"""`pilkada map -f svg`: a drawing that stands alone, looked at by a parser and by a real browser."""

import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from pilkada_cli.screens.map import By

SVG = "{http://www.w3.org/2000/svg}"
RDF = "{http://creativecommons.org/ns#}"
KINDS = get_args(By)
#: Where texts lie on each other, or beyond the drawing: measured with the letters of the browser itself.
OVERLAPS = """() => {
  const box = document.documentElement.getBoundingClientRect();
  const all = [...document.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()]);
  const wrong = [];
  for (const [words, one] of all) {
    if (one.left < box.left || one.right > box.right || one.top < box.top || one.bottom > box.bottom) wrong.push(words);
    for (const [other, two] of all)
      if (words < other && one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 3 && two.top < one.bottom - 3)
        wrong.push(words + " / " + other);
  }
  return wrong;
}"""


@pytest.fixture(scope="session")
def drawn_before():
    """The drawings that were made already, by their arguments: placing the names takes a second."""
    return {}


@pytest.fixture
def drawn(run, tmp_path, drawn_before):
    """Draw into a file: gives its path, its text and its root."""

    def draw(*arguments):
        path = tmp_path / f"map{len(list(tmp_path.glob('*.svg')))}.svg"
        if arguments not in drawn_before:
            result = run("map", "-f", "svg", "--as-of", "2025-03-01T07:30", *arguments, "--output", str(path))
            assert (result.exit_code, result.output) == (0, ""), result.output
            # What is drawn of other data, or of a post, is another drawing each time.
            if not {"--data", "incidents"} & {*arguments}:
                drawn_before[arguments] = path.read_bytes()
        if arguments in drawn_before:
            path.write_bytes(drawn_before[arguments])
        text = path.read_text(encoding="utf-8")
        return path, text, ElementTree.fromstring(text.encode())

    return draw


def titles(root):
    return [use.find(f"{SVG}title").text for use in root.iter(f"{SVG}use") if use.find(f"{SVG}title") is not None]


def legend(root):
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    return [
        int(found[1].replace(",", "").replace(".", "")) for text in words if (found := re.search(r": ([\d.,]+)$", text))
    ]


@pytest.mark.parametrize(("by", "language"), [*((by, "en") for by in KINDS), ("electing", "id"), ("incidents", "id")])
def test_each_kabupaten_and_kota_is_a_hexagon_with_its_name_and_value(drawn, by, language, registry):
    _path, text, root = drawn("--by", by, "--lang", language)
    assert len(titles(root)) == sum(region.level == "kabkota" for region in registry)
    assert sum(legend(root)) == len(titles(root))
    assert len(text.encode()) < 150_000
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert root.get("aria-labelledby") == "title desc"
    assert not list(root.iter(f"{SVG}script"))
    assert not re.search(r"\son\w+=|https?://(?!www.w3.org/|creativecommons.org/|purl.org/)", text)


def test_hovering_tells_name_code_and_value(drawn):
    _path, _text, root = drawn("--by", "pairs")
    assert "Kab. Aceh Selatan (11.01): 4 or more" in titles(root)
    assert "Kota Bandung (32.73): 4 or more" in titles(root)
    assert "Kota Adm. Jakarta Pusat (31.71): 0" in titles(root)


def test_the_moment_the_source_and_the_licence_are_in_the_file(drawn):
    _path, text, root = drawn("--by", "pairs")
    assert "Saturday, 1 March 2025, 07:30 WIB" in text
    assert "Source: Pairs of candidates in each contest, by the KPU, 28 November 2024 (KPU)" in text
    assert [one.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource") for one in root.iter(f"{RDF}license")] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert root.find(f"{SVG}title").text == "Pairs of candidates"


def test_other_data_have_no_licence_of_ours(drawn, data):
    _path, text, root = drawn("--data", str(data))
    assert not list(root.iter(f"{RDF}license"))
    assert "CC BY" not in text
    assert "their licence is not stated here" in text


def test_incidents_are_the_post_s_own_and_where_there_is_none_it_says_so(drawn, run, monkeypatch, tmp_path):
    assert "There is no joint command post here" in drawn("--by", "incidents")[1]
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    at = ["--as-of", "2025-02-28T06:00"]
    run("posko", "open", "31", *at)
    for _ in range(3):
        run("posko", "report", "x", "--category", "LOG", "--region", "31.71", *at)
    _path, text, root = drawn("--by", "incidents")
    assert "Kota Adm. Jakarta Pusat (31.71): 3 to 9" in titles(root)
    assert not list(root.iter(f"{RDF}license"))
    assert "Source: the log of the joint command post." in text
    assert re.search(r"Jakarta <tspan font-weight=\"bold\">3</tspan>", text)


HOSTILE = "</title></svg><script>alert(1)</script>\"' & ]]> {{ 7 }} \u202etxet"


@pytest.mark.parametrize("arguments", [[], ["--region", "11"]])
def test_names_of_others_are_only_text(drawn, data, opened, arguments):
    path = data / "regions.yaml"
    text = path.read_text(encoding="utf-8").replace("name: Aceh Selatan,", f"name: {hostile_yaml()},")
    path.write_text(text.replace("    name: Aceh\n", f"    name: {hostile_yaml()}\n"), encoding="utf-8")
    file, drawing, root = drawn("--data", str(data), *arguments)
    assert "<script" not in drawing
    assert "\u202e" not in drawing
    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>alert(1)</script>" in (one.text or "") for one in root.iter(f"{SVG}title"))
    opened(file, width=1300)


def hostile_yaml():
    return '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize(("by", "language"), [*((by, "en") for by in KINDS), ("electing", "id"), ("incidents", "id")])
def test_no_name_lies_on_another_or_beyond_the_drawing(drawn, opened, by, language):
    path, _text, _root = drawn("--by", by, "--lang", language)
    shown = opened(path, width=1200, height=760)
    assert shown.page.evaluate(OVERLAPS) == []
    shown.picture(f"map-{by}-{language}")


PROVINCES = ["11", "12", "31", "35", "53", "65", "73", "81", "91", "95"]


@pytest.mark.parametrize("province", PROVINCES)
def test_one_province_has_the_names_in_its_hexagons(drawn, opened, province, registry):
    path, text, _root = drawn("--region", province, "--by", "pairs", "--lang", "id")
    inside = [region for region in registry if region.province == province]
    assert text.count('class="t on-') == len(inside)
    assert sum(legend(ElementTree.fromstring(text.encode()))) == len(inside)
    shown = opened(path, width=1240, height=800)
    assert shown.page.evaluate(OVERLAPS) == []
    # Each name lies within its own hexagon.
    assert shown.page.evaluate("""() => [...document.querySelectorAll("text.t")].filter(text => {
      const own = text.parentNode.querySelector("path").getBoundingClientRect(), words = text.getBoundingClientRect();
      return words.left < own.left || words.right > own.right || words.top < own.top || words.bottom > own.bottom;
    }).map(text => text.textContent)""") == []  # fmt: skip
    shown.picture(f"province-{province}")


def test_a_search_draws_what_it_finds(drawn):
    _path, _text, root = drawn("--by", "zone", "--search", "WIT")
    assert {title.rpartition(": ")[2] for title in titles(root)} == {"WIT", "WITA"}


def test_a_file_in_the_way_stays_as_it_is_without_force(run, tmp_path):
    path = tmp_path / "map.svg"
    path.write_text("mine")
    result = run("map", "--output", str(path))
    assert (result.exit_code, result.stdout, path.read_text()) == (2, "", "mine")
    assert run("map", "--output", str(path), "--force").exit_code == 0
    assert path.read_text().startswith("<?xml")
    assert [one.name for one in tmp_path.iterdir()] == ["map.svg"]


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--output", "OUT/none/map.svg"], 74, "Nothing was written to"),
        (["--output", "OUT"], 2, "is no file"),
        (["--output", "OUT/a.svg", "-f", "json"], 2, "-f svg"),
        (["--output", "OUT/a.svg", "--excel"], 2, "-f svg"),
        (["--output", "OUT/a.svg", "--columns", "COLUMN"], 2, "--columns"),
        (["-f", "svg", "--columns", "COLUMN"], 2, "--columns"),
        (["--force"], 2, "--output"),
        (["--output", "OUT/a.svg", "--search", "no such thing"], 2, "Nothing"),
    ],
)
@pytest.mark.parametrize("command", [["map"], ["stages", "timeline"]])
def test_what_cannot_be_written_is_refused_in_one_sentence(run, tmp_path, command, arguments, code, word):
    words = {"OUT": str(tmp_path), "COLUMN": "code" if command == ["map"] else "id"}
    result = run(*command, *(one.replace("OUT", words["OUT"]).replace("COLUMN", words["COLUMN"]) for one in arguments))
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert word in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_output_it_goes_to_standard_output(process):
    result = process("map", "-f", "svg", "--lang", "id")
    assert (result.returncode, result.stderr) == (0, b"")
    assert ElementTree.fromstring(result.stdout).get("lang") == "id"
