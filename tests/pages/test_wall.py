"""The board of a post with much to show, on a wall: all of it is there, as large as docs/design.md says, and one rule."""

import json
import re
from functools import cache
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from pilkada_cli.app import app

#: The sizes of letters that docs/design.md names: what must be read from across the room, and what can be skipped.
READ, SKIPPED = 20, 17
MOMENT = "2024-11-27T08:30+07:00"
#: Where incidents are open: many in some regions, few in others, and some at the provinces themselves.
OPEN = {"12.01": 1, "12.02": 1, "12.03": 1, "32.01": 12, "32.71": 2, "35.78": 4, "73.71": 140, "11": 1, "94": 1}
GRAVE = {"11": "kritis", "94": "tinggi"}


@pytest.fixture(scope="session")
def full_stores(tmp_path_factory):
    """The stores of a national post and of one of Jawa Barat, with much in each part."""
    folder = tmp_path_factory.mktemp("wall")
    for name, region in (("nation", "nasional"), ("province", "32")):
        own = {"PILKADA_POSKO": str(folder / f"{name}.db"), "PILKADA_BY": "rini", "PILKADA_AS_OF": MOMENT}
        lines = [
            {"title": f"Surat suara kurang {place} lembar di TPS 012 Kelurahan Sukamaju, sudah diminta ke gudang",
             "region": code, "category": "LOG", "severity": GRAVE.get(code, "rendah")}
            for code, count in {**OPEN, "32": 1}.items() for place in range(count)
            if name == "nation" or code.startswith("32")
        ]  # fmt: skip
        (folder / "many.json").write_text(json.dumps(lines))
        titles = [f"Rapat koordinasi ke-{hour} dengan semua unsur pimpinan daerah" for hour in range(10, 18)]
        for arguments in (
            ("open", region),
            ("import", str(folder / "many.json")),
            *(("plan", "add", one, "--at", f"2024-11-27T{10 + place}:00") for place, one in enumerate(titles)),
            *(("tick", stage, item) for stage, item in (("logistik", "logi-01"), ("pemungutan-suara", "vote-01"))),
        ):
            answer = CliRunner().invoke(app, ["posko", *arguments], env=own)
            assert answer.exit_code == 0, answer.stderr
    return folder


@pytest.fixture(scope="session")
def board_of(full_stores):
    """The file of the board of `nation` or `province` (`none`: without a post), which is written once for all tests."""

    @cache
    def board(post, lang, moment, *options):
        file = full_stores / f"{uuid4().hex}.html"
        own = {} if post == "none" else {"PILKADA_POSKO": str(full_stores / f"{post}.db")}
        words = ["--lang", lang, "board", "--as-of", moment, "--output", str(file), *options]
        answer = CliRunner().invoke(app, words, env=own)
        assert answer.exit_code == 0, answer.stderr
        return file

    return board


@pytest.fixture
def wall(board_of, opened):
    """Open the board of `nation` or `province` (`none`: without a post) on a wall, and give its page."""

    def show(post, *options, width=1920, height=1080, theme="light", lang="en", moment=MOMENT):
        shown = opened(board_of(post, lang, moment, *options), width=width, height=height, theme=theme)
        shown.page.wait_for_selector("html.js", state="attached")
        shown.picture(f"wall-{post}{'-'.join(options)}-{width}-{theme}-{lang}")
        return shown.page

    return show


#: Each text that is seen: its words, its size on the screen in pixels, and where it lies.
TEXTS = """
() => [...document.querySelectorAll("body *")].flatMap(one => {
  const own = [...one.childNodes].some(part => part.nodeType === 3 && part.textContent.trim());
  const box = one.getBoundingClientRect();
  if (!own || !one.checkVisibility() || box.width < 2 || ["SCRIPT", "STYLE", "OPTION", "title"].includes(one.tagName)) return [];
  const matrix = one.ownerSVGElement && one.getScreenCTM();
  const size = parseFloat(getComputedStyle(one).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
  return [[one.textContent.trim(), size, box.left, box.top, box.right, box.bottom]];
})
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("post", ["nation", "province", "none"])
def test_on_a_wall_nothing_is_cut_and_no_letter_is_too_small(wall, post, lang, theme):
    page = wall(post, lang=lang, theme=theme, moment=MOMENT if post != "none" else "2024-11-15T08:30")
    whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert whole == [1920, 1080]
    texts = page.evaluate(TEXTS)
    assert len(texts) > 60
    for words, size, left, top, right, bottom in texts:
        assert size >= SKIPPED - 0.1, words
        assert left >= 0, words
        assert top >= 0, words
        assert right <= 1921, words
        assert bottom <= 1081, words


@pytest.mark.parametrize("post", ["nation", "province", "none"])
def test_parts_of_the_wall_do_not_lie_on_each_other(wall, post):
    page = wall(post)
    boxes = page.eval_on_selector_all(
        "main section:not(.list), header",
        "all => all.map(one => { const box = one.getBoundingClientRect(); return [one.className, box.left, box.top, "
        "box.left + one.scrollWidth, box.top + one.scrollHeight]; })",
    )
    for place, (one, left, top, right, bottom) in enumerate(boxes):
        for other, to_left, to_top, to_right, to_bottom in boxes[place + 1 :]:
            apart = right <= to_left + 1 or to_right <= left + 1 or bottom <= to_top + 1 or to_bottom <= top + 1
            assert apart, (one, other)


def test_what_must_be_read_across_the_room_has_its_size(wall):
    page = wall("nation")
    for place, least in (
        ("#label", 80), (".huge >> nth=0", 60), (".huge >> nth=1", 60), ("#hexagons text >> nth=0", READ),
        (".line text >> nth=10", SKIPPED), (".worst b >> nth=0", READ), (".silence li b >> nth=0", READ),
        ("#legend span >> nth=0", READ), ("#most", READ), (".work li >> nth=0", READ),
    ):  # fmt: skip
        size = page.locator(place).evaluate(
            "one => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM ? one.getScreenCTM().a : 1)"
        )
        assert size >= least - 0.1, place


def test_the_map_takes_the_room_that_is_there(wall):
    box = wall("nation").locator("#hexagons .edge").bounding_box()
    assert box["width"] > 1920 / 2
    assert box["height"] > 1080 * 0.4


OVER = """
() => [...document.querySelectorAll("#hexagons > text")].flatMap(one => {
  const name = one.getBoundingClientRect(), high = name.height * .25;
  return [...document.querySelectorAll("#hexagons .h")].filter(cell => {
    const box = cell.firstElementChild.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    const across = Math.max(name.left - x, x - name.right, 0), down = Math.max(name.top + high - y, y - name.bottom + high, 0);
    return across < box.width * .4 && down < box.height * .35;
  }).map(cell => [one.textContent, cell.dataset.code]);
})
"""
APART = """
where => { const all = [...document.querySelectorAll(where)].map(one => [one.textContent, one.getBoundingClientRect()]);
  return all.flatMap(([text, one], place) => all.slice(place + 1).filter(([, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height * .4).map(([other]) => [text, other])); }
"""


@pytest.mark.parametrize("mode", ["open", "heard", "electing"])
def test_names_of_provinces_cover_no_hexagon_and_no_other_name(wall, mode):
    page = wall("nation")
    page.check(f'input[value="{mode}"]')
    assert page.locator("#hexagons > text").count() == 38
    assert page.evaluate(OVER) == []
    assert page.evaluate(APART, "#hexagons > text") == []


@pytest.mark.parametrize("region", ["Jawa Barat", "Jawa Timur", "Aceh", "Maluku Utara"])
def test_names_in_the_hexagons_of_a_province_do_not_run_into_each_other(wall, region):
    page = wall("nation", "--region", region)
    assert page.evaluate(APART, "#hexagons text") == []
    wide = page.locator("#hexagons .h path >> nth=0").evaluate("one => one.getBoundingClientRect().width")
    names = page.eval_on_selector_all("#hexagons text", "all => all.map(one => one.getBoundingClientRect().width)")
    assert max(names) <= wide


def test_kabupaten_and_kota_are_told_apart_in_the_hexagons(wall):
    page = wall("province")
    names = page.eval_on_selector_all(
        "#hexagons .h",
        "all => all.map(one => [...one.querySelectorAll('text')].map(part => part.textContent).join(' '))",
    )
    assert {"Bogor", "Kota Bogor"} <= set(names)
    assert len(set(names)) == len(names) == 27


def test_names_on_a_hexagon_can_be_read_on_its_colour(wall):
    page = wall("province")
    ink = "one => getComputedStyle(one).fill"
    assert page.locator('#hexagons [data-code="32.01"] text').first.evaluate(ink) == "rgb(255, 255, 255)"
    assert page.locator('#hexagons [data-code="32.04"] text').first.evaluate(ink) == "rgb(20, 24, 29)"


@pytest.mark.parametrize("width", [1920, 390])
def test_hexagons_tiles_and_legend_have_one_rule_and_a_mark_beside_the_colour(wall, width):
    page = wall("nation", width=width)
    legend = dict(
        page.eval_on_selector_all(
            "#legend span", "all => all.map(one => [one.lastChild.textContent, one.firstChild.className])"
        )
    )
    signs = dict(
        page.eval_on_selector_all(
            "#legend i", "all => all.map(one => [one.className.replace('key ', ''), one.textContent])"
        )
    )
    tiles = {
        code: (look, figure)
        for code, look, figure in page.eval_on_selector_all(
            "#tiles button", "all => all.map(one => [one.dataset.code, one.className, one.lastChild.textContent])"
        )
    }
    assert tiles["12"] == ("near", "▲ 3")  # three in three regions are three in the province
    assert tiles["11"] == ("bad", "● 1")
    assert tiles["35"] == ("near", "▲ 4")
    assert tiles["73"] == ("bad", "● 140")
    assert tiles["94"] == ("near", "▲ 1")
    assert tiles["51"] == ("none", "○ ")
    assert legend["from 3, or a grave one"] == "key near"
    assert all(figure.startswith(signs[look]) for look, figure in tiles.values())
    cells = dict(
        page.eval_on_selector_all("#hexagons .h", "all => all.map(one => [one.dataset.code, one.className.baseVal])")
    )
    assert [cells[code] for code in ("12.01", "32.01", "32.71", "35.78")] == [
        "h command",
        "h bad",
        "h command",
        "h near",
    ]
    label = page.locator('#tiles [data-code="12"]').get_attribute("aria-label")
    assert label == "Sumatera Utara: 3 from 3, or a grave one"


@pytest.mark.parametrize("width", [1920, 390])
def test_what_is_open_at_the_province_itself_stands_beside_its_map(wall, width):
    page = wall("nation", "--region", "Aceh", width=width)
    assert page.inner_text("#own") == "● At Aceh itself: 1, critical"
    page.click("#own button")
    assert page.inner_text("#region-title") == "Aceh (11)"
    assert "Surat suara kurang" in page.inner_text("#region-body")
    page.keyboard.press("Escape")
    page.check('input[value="electing"]')
    assert not page.locator("#own").is_visible()


def test_a_board_of_one_region_of_a_national_post_is_of_that_region(wall):
    page = wall("nation", "--region", "Jawa Barat")
    assert (
        page.inner_text("h1").split("\n")[0]
        == "Pilkada 2024 Provinsi Jawa Barat (32) log: Joint command post, National"
    )
    assert page.inner_text("#burns") == "Open incidents 15"
    assert {one.split(":")[0] for one in page.locator(".worst b").all_inner_texts()} <= {
        "Kab. Bogor",
        "Kota Bogor",
        "Jawa Barat",
    }
    assert page.inner_text("#silence") == "Have not reported 1 of 1 posts"
    assert page.locator(".waiting li").all_inner_texts() == ["Jawa Barat\nnever"]
    assert all("Jawa Barat" in one or "Bogor" in one for one in page.locator(".last li").all_inner_texts())
    assert page.inner_text("#work").startswith("Checklists, National")
    data = json.loads(page.locator("#data").text_content())
    assert data["open"] == {"32": 1, "32.01": 12, "32.71": 2}
    assert {one[2] for one in data["incidents"]} == {"32", "32.01", "32.71"}


def test_a_board_of_a_kota_counts_its_own_and_draws_the_province(wall):
    page = wall("nation", "--region", "Kota Bogor")
    assert page.inner_text("#burns") == "Open incidents 2"
    assert page.locator('#hexagons [data-code="32.01"]').get_attribute("class") == "h bad"
    assert page.locator("#hexagons .h").count() == 27


def test_without_a_script_a_board_of_a_province_lists_its_regions(run, full_stores, monkeypatch):
    monkeypatch.setenv("PILKADA_POSKO", str(full_stores / "nation.db"))
    told = run("board", "--as-of", MOMENT, "--region", "Jawa Barat").stdout
    listed = re.search(r'<section class="list">(.*?)</section>', told, re.DOTALL)[1]
    assert listed.count("<li>") == 28
    assert "<li>Kota Bogor: elects a head, 2 open</li>" in listed


def test_a_name_that_several_regions_have_is_asked_about_and_never_guessed(wall):
    page = wall("nation")
    page.fill("#find", "bandung")
    page.keyboard.press("Enter")
    assert page.inner_text("#region-title") == "Which one is meant?"
    assert page.locator("#region-body button").all_inner_texts() == ["Kab. Bandung", "Kota Bandung"]
    page.click("#region-body button:has-text('Kota Bandung')")
    assert page.inner_text("#region-title") == "Kota Bandung (32.73)"
    page.keyboard.press("Escape")
    for text, title in (
        ("kota bogor", "Kota Bogor (32.71)"),
        ("32.01", "Kab. Bogor (32.01)"),
        ("sleman", "Kab. Sleman (34.04)"),
    ):
        page.fill("#find", text)
        page.keyboard.press("Enter")
        assert page.inner_text("#region-title") == title
        page.keyboard.press("Escape")
    page.fill("#find", "Gorontalo")
    page.keyboard.press("Enter")
    assert page.locator("#region-body button").all_inner_texts() == ["Gorontalo", "Kab. Gorontalo", "Kota Gorontalo"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_track_of_an_empty_bar_does_not_look_full(wall, theme):
    page = wall("nation", theme=theme)
    bar = page.locator("progress").first
    assert int(bar.get_attribute("max")) == 8
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert bar.evaluate("one => getComputedStyle(one).backgroundColor") == ground


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("moment", [MOMENT, "2024-12-02T08:30+07:00", "2026-12-02T08:30+07:00"])
def test_a_board_that_stands_still_says_so_without_cutting_anything(wall, moment, lang):
    page = wall("nation", lang=lang, moment=moment)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        1920,
        1080,
    ]
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 4e8; }")
    page.wait_for_selector("html.stale")
    assert page.locator("#stale").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
