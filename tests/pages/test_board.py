"""The board in a real browser: it ticks, opens regions, switches languages and themes, and says when it stands still."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

HOSTILE = [
    "<script>window.hit=1</script>", "</style><b id=hit>", "</script><script>window.hit=2</script>", "{{ 7*7 }}",
    "\"'><img src=x onerror=window.hit=3>", "\u202eterbalik", "&lt;i&gt;",
]  # fmt: skip


@pytest.fixture
def opened(opened):
    """Open a board, and wait until its script has drawn the country."""

    def wait(path, **settings):
        shown = opened(path, **settings)
        if settings.get("java_script_enabled", True):
            shown.page.wait_for_selector("html.js", state="attached")
        return shown

    return wait


@pytest.fixture
def drawn(run, tmp_path):
    """Write a board with these options, and return its path."""

    def write(*options, name="board.html"):
        path = tmp_path / name
        answer = run("board", "--output", str(path), *options)
        assert (answer.exit_code, answer.stdout) == (0, ""), answer.stderr
        return path

    return write


@pytest.fixture
def dki(voting_post):
    """A post of Jakarta on voting day, with an incident and a nil report."""
    voting_post(
        ("open", "DKI"),
        ("report", "Surat suara kurang", "--region", "Jakarta Barat", "--category", "LOG", "--severity", "kritis"),
        ("nil", "Jakarta Utara"),
    )


def data_of(path: Path) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text(), re.DOTALL)
    return json.loads(found[1])


def written(path: Path) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=data_of(path)["written"])


def test_the_countdown_runs_in_the_browser_and_turns_at_midnight(drawn, opened):
    path = drawn("--as-of", "2024-11-25T23:59:58+07:00")
    page = opened(path, clock=written(path)).page
    assert page.inner_text("#label") == "H-2"
    assert page.inner_text("#ticks").startswith("1 day 07:00:0")
    page.clock.run_for(5000)
    assert page.inner_text("#label") == "H-1"
    assert page.inner_text(".told") == "1 day to Voting"
    assert page.inner_text("#ticks").startswith("1 day 06:59:5")


def test_the_polls_open_and_close_in_each_zone_by_its_own_clock(drawn, opened):
    path = drawn("--as-of", "2024-11-27T06:59:58+07:00")
    page = opened(path, clock=written(path)).page

    def said(zone):
        return page.inner_text(f'[data-zone="{zone}"]').split(maxsplit=2)

    assert said("WIB")[1:] in (["06:59", "opens in 00:00:02"], ["06:59", "opens in 00:00:01"])
    assert said("WIT")[1] == "08:59"
    assert said("WIT")[2].startswith("closes in 04:00:0")
    page.clock.run_for(4000)
    assert said("WIB")[1] == "07:00"
    assert said("WIB")[2].startswith("closes in 05:59:5")
    page.clock.fast_forward(timedelta(hours=4, minutes=1) // timedelta(milliseconds=1))
    page.clock.run_for(1000)
    assert [said(zone)[2].split()[0] for zone in ("WIB", "WITA", "WIT")] == ["closes", "closes", "closed"]


@pytest.mark.parametrize(("width", "place"), [(1920, "#hexagons"), (1280, "#hexagons"), (390, "#tiles")])
def test_a_region_opens_by_mouse_and_focus_comes_back(drawn, opened, width, place):
    page = opened(drawn("--as-of", "H-2"), width=width, height=1080).page
    code = "32.73" if place == "#hexagons" else "32"
    spot = page.locator(f'{place} [data-code="{code}"]')
    spot.click()
    title = page.locator("#region-title")
    assert title.inner_text() == {"32.73": "Kota Bandung (32.73)", "32": "Jawa Barat (32)"}[code]
    if code == "32":
        page.locator("#region-body button", has_text="Kota Bandung").click()
        assert title.inner_text() == "Kota Bandung (32.73)"
    assert "Elects a mayor" in page.inner_text("#region-body")
    page.keyboard.press("Escape")
    assert not title.is_visible()
    assert spot.evaluate("one => one === document.activeElement")


def test_the_map_is_walked_by_arrow_keys_and_is_one_stop_of_the_tab_key(drawn, opened):
    page = opened(drawn("--as-of", "H-2"), width=1920, height=1080).page
    assert page.locator('#hexagons [tabindex="0"]').count() == 1
    page.locator('#hexagons [tabindex="0"]').focus()

    def where():
        return page.evaluate("document.activeElement.dataset.code")

    first = where()
    page.keyboard.press("ArrowDown")
    assert where() != first
    for _ in range(80):
        page.keyboard.press("ArrowRight")
    assert where().startswith(("91", "92", "93", "94", "95", "96"))
    page.keyboard.press("Enter")
    assert page.locator("#region").is_visible()


def test_a_region_is_found_by_its_name(drawn, opened):
    page = opened(drawn("--as-of", "H-2")).page
    page.fill("#find", "bandung barat")
    page.keyboard.press("Enter")
    assert page.inner_text("#region-title") == "Kab. Bandung Barat (32.17)"


def test_each_state_colours_the_map_and_is_a_mark_as_well(drawn, dki, opened):
    page = opened(drawn("--region", "DKI")).page
    spot = page.locator('#hexagons [data-code="31.73"]')
    seen = {}
    for mode in ("electing", "pair", "again", "open", "heard"):
        page.check(f'input[value="{mode}"]')
        seen[mode] = spot.get_attribute("aria-label").rpartition(": ")[2]
    assert seen == {
        "electing": "elects nobody of its own", "pair": "no single pair", "again": "does not vote again",
        "open": "from 10, or one of the gravest", "heard": "is silent",
    }  # fmt: skip
    assert spot.locator("path").nth(1).get_attribute("d") != ""
    other = page.locator('#hexagons [data-code="31.72"]')
    assert other.get_attribute("aria-label").endswith("has reported")


def test_languages_switch_in_the_page_and_stay_over_a_reload(drawn, dki, opened):
    page = opened(drawn("--region", "DKI")).page
    assert page.inner_text("#silence").startswith("Have not reported")
    before = page.locator("[data-t]").count()
    page.click("#language")
    assert page.inner_text("#silence").startswith("Belum lapor")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.inner_text('#modes label:has([value="heard"])').strip() == "Sudah lapor"
    page.reload()
    assert page.inner_text("#silence").startswith("Belum lapor")
    page.click("#language")
    assert page.inner_text("#silence").startswith("Have not reported")
    assert page.locator("[data-t]").count() == before


def test_every_text_of_the_page_has_its_counterpart(drawn, dki, opened):
    page = opened(drawn("--region", "DKI", "--lang", "id"), java_script_enabled=False).page
    own = page.eval_on_selector_all("[data-t]", "all => all.map(one => one.textContent)")
    other = data_of(drawn("--region", "DKI", "--lang", "id"))["other"]
    assert len(own) == len(other)
    assert dict(zip(own, other, strict=True))["Belum lapor"] == "Have not reported"


def test_themes_switch_and_begin_with_that_of_the_system(drawn, opened):
    page = opened(drawn("--as-of", "H-2"), theme="dark").page

    def ground():
        return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    dark = ground()
    page.click("#theme")
    light = ground()
    assert (dark, light) == ("rgb(14, 19, 24)", "rgb(255, 255, 255)")
    page.reload()
    assert ground() == light


def test_a_board_that_misses_three_refreshes_turns_grey_and_says_since_when(drawn, opened):
    path = drawn("--as-of", "2024-11-27T08:30+07:00", "--refresh", "60", "--once")
    page = opened(path, clock=written(path)).page
    page.clock.fast_forward(170_000)
    page.clock.run_for(1000)
    assert page.locator("html.stale").count() == 0
    page.clock.fast_forward(15_000)
    page.clock.run_for(1000)
    page.wait_for_selector("html.stale")
    assert page.inner_text("#stale") == "STANDING STILL since 08:30 WIB: this board is not brought up to date."


def test_a_board_that_stands_still_for_days_says_since_which_day(drawn, opened):
    path = drawn("--as-of", "2024-11-27T05:39+07:00", "--refresh", "60", "--once")
    page = opened(path, clock=written(path)).page
    page.clock.fast_forward(timedelta(days=3) // timedelta(milliseconds=1))
    page.clock.run_for(1000)
    page.wait_for_selector("html.stale")
    said = "STANDING STILL since 27 Nov 2024 05:39 WIB: this board is not brought up to date."
    assert page.inner_text("#stale") == said


def test_the_page_loads_what_is_written_anew(drawn, opened):
    path = drawn("--as-of", "H-2", "--refresh", "60", "--once")
    page = opened(path, clock=written(path)).page
    assert page.inner_text("#label") == "H-2"
    drawn("--as-of", "H-1", "--refresh", "60", "--once")
    with page.expect_navigation():
        page.clock.fast_forward(62_000)
        page.clock.run_for(1000)
    assert page.inner_text("#label") == "H-1"


def test_a_screen_whose_clock_is_behind_is_told_so(drawn, opened):
    path = drawn("--as-of", "H-2")
    page = opened(path, clock=written(path) - timedelta(minutes=10)).page
    assert page.inner_text("#clock").startswith("The clock of this screen differs from that of the post by 00:09:5")


def test_hostile_titles_do_nothing_and_are_read_as_they_are(run, drawn, dki, opened):
    for title in HOSTILE:
        answer = run("posko", "report", title, "--region", "31.73", "--category", "LOG", "--severity", "kritis")
        assert answer.exit_code == 0, answer.stderr
    page = opened(drawn("--region", "DKI"), width=1920, height=1080).page
    page.locator('#hexagons [data-code="31.73"]').click()
    told = page.inner_text("#region-body")
    for title in HOSTILE:
        assert title.replace("\u202e", "\\u202e") in told
    assert page.evaluate("window.hit") is None
    assert page.locator("#hit").count() == 0
    assert "{{ 7*7 }}" in page.inner_text("main")


def test_a_public_board_has_no_text_of_an_incident_in_the_file(run, drawn, dki):
    run("posko", "plan", "add", "Rapat rahasia", "--at", "2024-11-27T10:00")
    private, public = drawn("--region", "DKI"), drawn("--region", "DKI", "--public", name="public.html")
    assert "Internal: not for the public" in private.read_text()
    assert "Surat suara kurang" in private.read_text()
    for secret in ("Surat suara kurang", "Rapat rahasia", "rini", "Internal"):
        assert secret not in public.read_text()
    assert "Public board" in public.read_text()


def test_without_a_script_there_is_a_list_instead_of_a_map(drawn, opened):
    page = opened(drawn("--as-of", "H-2"), java_script_enabled=False).page
    assert page.locator(".list li").count() == 38
    assert "Jawa Barat: 27/27" in page.inner_text(".list")
    assert not page.locator("#hexagons").is_visible()
    assert page.inner_text("#label") == "H-2"


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(("width", "theme"), [(1920, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(drawn, dki, opened, lang, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    shown = opened(drawn("--region", "DKI", "--lang", lang), width=width, height=1080, theme=theme, bypass_csp=True)
    shown.picture(f"board-{width}-{theme}-{lang}")
    found = Axe().run(shown.page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_wall_shows_days_incidents_and_silence_without_scrolling(drawn, dki, opened, monkeypatch):
    page = opened(drawn("--region", "DKI"), width=1920, height=1080).page
    for place in ("#label", "#burns", "#silence", "#line", "#last"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= 1080, place
    size = "parseFloat(getComputedStyle(document.querySelector('#label')).fontSize)"
    assert (page.inner_text("#label"), page.evaluate(size) > 75) == ("VOTING DAY", True)
    page = opened(drawn("--as-of", "H-2"), width=1920, height=1080).page
    assert (page.inner_text("#label"), page.evaluate(size) >= 139) == ("H-2", True)
    monkeypatch.delenv("PILKADA_POSKO")
    page = opened(drawn("--as-of", "H-2"), width=1920, height=1080).page
    assert (page.inner_text("#label"), page.evaluate(size) >= 199) == ("H-2", True)


def test_a_page_of_the_nation_is_small(run, drawn, monkeypatch, tmp_path):
    for language in ("id", "en"):
        monkeypatch.setenv("PILKADA_LANG", language)
        assert max(drawn("--as-of", day).stat().st_size for day in ("H-100", "H")) <= 40_000
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_AS_OF", "2024-11-27T08:30+07:00")
    assert run("posko", "open", "nasional").exit_code == 0
    codes = run("regions", "list", "--level", "kabkota", "--columns", "code", "--no-header").stdout.split()
    lines = [
        json.dumps({"title": f"Surat suara kurang di TPS {place}, sudah diminta", "region": codes[place % len(codes)],
                    "category": "LOG"}) for place in range(5000)
    ]  # fmt: skip
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    assert run("posko", "import", str(tmp_path / "many.jsonl"), "--by", "rini").exit_code == 0
    assert drawn().stat().st_size <= 250_000
