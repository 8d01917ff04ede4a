"""`pilkada stages timeline -f svg`, and the same drawing within a page."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from pilkada_cli.clock import zone
from pilkada_cli.language import use
from pilkada_cli.pages.palette import rules
from pilkada_cli.pages.timeline import timeline_rules, timeline_svg

SVG = "{http://www.w3.org/2000/svg}"
WIB = zone("WIB")
CAMPAIGN = datetime(2024, 11, 22, 6, tzinfo=WIB)
OVERLAPS = """() => {
  const box = document.querySelector("svg.t").getBoundingClientRect();
  const all = [...document.querySelectorAll("svg.t text")].map(one => [one.textContent, one.getBoundingClientRect()]);
  const meet = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 3 && two.top < one.bottom - 3;
  const out = one => one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1 || one.bottom > box.bottom + 1;
  return all.flatMap(([words, one], place) => [...(out(one) ? [words] : []),
    ...all.slice(place + 1).filter(([, two]) => meet(one, two)).map(([other]) => words + " / " + other)]);
}"""


def bars(drawing, name):
    """The bars of a class as left edge and width; the first is that of the legend."""
    found = re.findall(rf'<path class="{name}" d="([^"]+)"/>', drawing)
    return [(float(x), float(w)) for one in found for x, w in re.findall(r"M([\d.]+) [\d.]+h([\d.]+)v", one)][:-1]


def test_each_stage_with_a_date_is_a_bar_of_its_state(schedule):
    stages = schedule.search(depth="main")
    drawn = [stage for stage in stages if stage.first is not None and (stage.start or stage.since)]
    drawing = timeline_svg(stages, schedule, CAMPAIGN)
    states = [stage.state(CAMPAIGN.date()) for stage in drawn]
    assert [len(bars(drawing, name)) for name in ("tp", "ta", "tu")] == [
        states.count("past"), states.count("active"), states.count("upcoming")
    ]  # fmt: skip
    assert set(states) == {"past", "active", "upcoming"}


def test_the_bare_drawing_is_short_and_has_no_style(schedule):
    for depth in ("main", "top"):
        drawing = timeline_svg(schedule.search(depth=depth), schedule, CAMPAIGN)
        assert len(drawing.encode()) < 5 * 1024
        assert "style" not in drawing
    root = ElementTree.fromstring(drawing)
    assert root.tag == "svg"
    assert root.get("aria-label").startswith("Pilkada 2024: ")
    assert "Going on: Campaign" in root.get("aria-label")


def test_bars_lie_in_the_order_of_their_days(schedule):
    drawing = timeline_svg(
        [schedule[name] for name in ("kampanye", "masa-tenang", "pemungutan-suara")],
        schedule,
        datetime(2024, 1, 1, tzinfo=WIB),
    )
    left = bars(drawing, "tu")
    assert [x for x, _w in left] == sorted(x for x, _w in left)
    assert left[0][1] > left[1][1]
    assert all(width >= 4 for _x, width in left)
    assert "today" not in drawing


def test_nothing_to_draw_is_nothing(schedule):
    assert timeline_svg([], schedule, CAMPAIGN) == ""


@pytest.mark.parametrize("wide", [480, 700, 960])
@pytest.mark.parametrize("depth", ["main", "top"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_page_nothing_overlaps_and_the_colours_are_those_of_the_theme(
    schedule, opened, tmp_path, wide, depth, language, theme
):
    use(language)
    drawing = timeline_svg(schedule.search(depth=depth), schedule, CAMPAIGN, wide_as=wide)
    page = tmp_path / "page.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>{rules()}body{{background:var(--ground);margin:0;"
        f"font-family:sans-serif}}svg{{width:1000px}}{timeline_rules()}</style>{drawing}"
    )
    shown = opened(page, width=1000, height=900, theme=theme)
    assert shown.page.evaluate(OVERLAPS) == []
    ink = shown.page.evaluate("getComputedStyle(document.querySelector('svg.t > g:not(.tq) text')).fill")
    assert ink == ("rgb(20, 24, 29)" if theme == "light" else "rgb(238, 241, 244)")
    shown.picture(f"timeline-{depth}-{wide}-{language}-{theme}")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("moment", ["2024-06-05", "H-2", "H", "2026-01-01"])
def test_the_file_stands_alone(run, opened, tmp_path, language, moment):
    path = tmp_path / "stages.svg"
    result = run("stages", "timeline", "-f", "svg", "--as-of", moment, "--lang", language, "--output", str(path))
    assert (result.exit_code, result.output) == (0, "")
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text.encode())
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert "var(" not in text
    assert "CC BY 4.0" in text
    assert len(text.encode()) < 12_000
    shown = opened(path, width=1010, height=700)
    assert shown.page.evaluate(OVERLAPS) == []
    shown.picture(f"stages-{moment}-{language}")


def test_hundreds_of_steps_are_drawn_as_well(run, opened, tmp_path):
    path = tmp_path / "stages.svg"
    run("stages", "timeline", "--all", "--as-of", "H-2", "--output", str(path))
    shown = opened(path, width=1010, height=4000)
    assert shown.page.evaluate(OVERLAPS) == []


def test_names_of_others_are_only_text(run, data, tmp_path, opened):
    hostile = '</text></svg><script>alert(1)</script>" & {{ 7 }} \u202e'
    path = data / "schedule.yaml"
    quoted = '"' + hostile.replace('"', '\\"') + '"'
    path.write_text(
        path.read_text(encoding="utf-8").replace("en: KPU ad hoc bodies", f"en: {quoted}"), encoding="utf-8"
    )
    file = tmp_path / "stages.svg"
    result = run("stages", "timeline", "--data", str(data), "--output", str(file))
    assert result.exit_code == 0, result.stderr
    text = file.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "\u202e" not in text
    assert not list(ElementTree.fromstring(text.encode()).iter(f"{SVG}script"))
    assert "CC BY" not in text
    opened(file)
