"""What is printed, as Chromium prints it: every page has its head and number, and nothing is cut between pages."""

import re
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

LISTS = {
    "checklist": ("checklist", "--all"),
    "one checklist": ("checklist", "masa-tenang"),
    "stages": ("stages", "list", "--all"),
    "regions": ("regions", "list"),
    "exempt": ("regions", "list", "--exempt"),
    "calendar": ("calendar",),
    "incidents": ("posko", "incidents"),
    "all incidents": ("posko", "incidents", "--all"),
    "sitrep": ("posko", "sitrep"),
    "public sitrep": ("posko", "sitrep", "--public"),
    "any list": ("regions", "stats", "--by", "province"),
    "any thing": ("regions", "show", "DKI"),
}


def sizes(page: Path) -> set[tuple[int, int]]:
    """The width and height of the pages of the PDF beside this file, in millimetres."""
    info = subprocess.run(
        ["pdfinfo", "-l", "999", page.with_suffix(".pdf")], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r"^Page.* size: +([\d.]+) x ([\d.]+) pts", info, re.MULTILINE)
    return {(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in found}


def words(text: str) -> str:
    """A text without anything but letters and digits, so that it is found however its lines are broken."""
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize("name", LISTS)
def test_each_page_says_what_it_is_when_and_which_page_of_how_many(name, printed, pages_of):
    page = printed(*LISTS[name])
    title = re.search(r"<title>(.*)</title>", page.read_text())[1]
    pages = pages_of(page)
    for number, text in enumerate(pages, 1):
        head = text.strip().partition("\n")[0]
        assert title in head
        assert "25 November 2024" in head
        assert f"Page {number} of {len(pages)}" in text
    assert sizes(page) <= {(210, 297), (297, 210)}
    assert len(sizes(page)) == 1


def test_no_item_of_a_checklist_is_cut_and_none_is_lost(printed, checklists, pages_of):
    pages = pages_of(printed("checklist", "--all"))
    assert len(pages) > 8
    lines = [words("".join(page.splitlines()[1:])) for page in pages]
    html = printed("checklist", "--all").read_text()
    for item in checklists:
        # The columns beside a text stand between its lines, so the words of its first line are looked for.
        first = " ".join(item.text.en.split()[:3])
        assert any(words(first) in page for page in lines), first
    assert html.count('class="box" viewBox') == len(list(checklists))


def test_the_headings_of_a_table_stand_on_each_page_that_it_goes_on(printed, pages_of):
    for arguments, head in (
        (("regions", "list"), "Code Region Zone Elects Stations Pairs"),
        (("posko", "incidents"), "Done Severity Sign Happened Incident Region Has it Note"),
        (("stages", "list", "--all"), "Stage Days State Status"),
    ):
        pages = pages_of(printed(*arguments))
        assert len(pages) > 1
        assert [number for number, page in enumerate(pages, 1) if not set(head.split()) <= set(page.split())] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_row_is_cut_and_no_heading_stands_alone_at_the_foot_of_a_page(name, printed, browser, pages_of):
    page = printed(*LISTS[name])
    heads = {words(one) for one in re.findall(r'<h2[^>]*>(.*?)</h2>|<tr class="group">\s*<th[^>]*>\s*(.*?)\s*</th>',
                                              page.read_text(), re.DOTALL) for one in one if one}  # fmt: skip
    for text in pages_of(page):
        *_rest, last, _number = [line for line in text.strip().splitlines() if line.strip()]
        assert words(last) not in heads
    assert all(rule == "avoid" for rule in _styles(browser, page, "tbody tr", "break-inside"))


def _styles(browser, page: Path, selector: str, name: str) -> list[str]:
    opened = browser.new_page()
    opened.emulate_media(media="print")
    opened.goto(page.absolute().as_uri())
    found = opened.eval_on_selector_all(
        selector, "(all, name) => all.map(one => getComputedStyle(one).getPropertyValue(name))", name
    )
    opened.close()
    return found


#: The same pages with few rows: what axe looks for is in each row alike, and it takes a minute for 552 of them.
SHORT = LISTS | {
    "checklist": ("checklist", "masa-tenang", "--basis"),
    "stages": ("stages", "list", "--main"),
    "regions": ("regions", "list", "--province", "DKI"),
    "any list": ("regions", "stats", "--by", "zone"),
}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", SHORT)
def test_axe_finds_nothing_serious_and_the_page_fits_a_phone(name, language, printed, opened):
    shown = opened(printed(*SHORT[name], "--lang", language), bypass_csp=True).page
    assert shown.locator("html").get_attribute("lang") == language
    assert shown.locator("h1").count() == 1
    found = Axe().run(shown, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    shown.set_viewport_size({"width": 390, "height": 844})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["one checklist", "calendar", "sitrep"])
def test_paper_is_black_on_white_in_the_dark_too(name, printed, opened):
    shown = opened(printed(*LISTS[name]), theme="dark").page
    for selector in ("html", "h1", "td"):
        colour = shown.locator(selector).first.evaluate("one => getComputedStyle(one).color")
        assert colour == "rgb(0, 0, 0)"
    assert shown.locator("html").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    assert shown.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"


@pytest.mark.parametrize("name", ["incidents", "sitrep", "all incidents"])
def test_what_people_write_is_text_and_does_nothing(name, printed, opened, pages_of, hostile):
    page = printed(*LISTS[name])
    shown = opened(page).page
    assert shown.locator("script, img").count() == 0
    assert shown.locator("style").count() == 1
    assert hostile.replace("  ", " ") in shown.locator("body").inner_text()
    assert "49" not in [cell.strip() for cell in shown.locator("td").all_inner_texts()]
    assert "alert(1)" in "".join(pages_of(page))


def test_a_hostile_name_in_the_running_head_does_not_end_the_style(opened, tmp_path, pages_of):
    from pilkada_cli.output.paper import Sheet, print_sheet
    from pilkada_cli.output.table import Head

    page = tmp_path / "head.html"
    name = 'a"}</style><script>alert(1)</script>\\'
    page.write_text(print_sheet(Sheet(Head(name, name, "Senin"))))
    shown = opened(page).page
    assert shown.locator("script").count() == 0
    assert shown.locator("h1").inner_text() == name
    assert name in pages_of(page)[0].partition("\n")[0]


def test_a_contact_is_printed_on_no_list_of_incidents(printed):
    for arguments in (("posko", "incidents", "--all"), ("posko", "incidents", "--public")):
        assert "Slamet" not in printed(*arguments).read_text()


def test_the_same_items_as_asked_for_are_printed(printed, opened):
    few = opened(printed("checklist", "--all", "--limit", "3")).page
    assert few.locator("svg.box").count() == 3
    found = opened(printed("regions", "list", "--search", "Jakarta Barat")).page
    assert found.locator("tbody tr").count() == 2  # with its province
    chosen = opened(printed("posko", "incidents", "--columns", "call_sign,title", "--limit", "2")).page
    assert chosen.locator("thead th").all_inner_texts() == ["Sign", "Title"]
    assert chosen.locator("tbody tr").count() == 2
    ordered = opened(printed("regions", "list", "--level", "provinsi", "--sort", "-polling_stations")).page
    assert ordered.locator("tbody tr").first.locator("td").nth(1).inner_text() == "Jawa Barat"


def test_a_ticked_item_is_drawn_ticked_with_by_whom_and_when(printed, opened, run):
    assert run("posko", "tick", "masa-tenang", "quiet-01").exit_code == 0
    shown = opened(printed("checklist", "masa-tenang")).page
    ticked = shown.locator("tr", has=shown.get_by_role("img", name="done", exact=True))
    assert ticked.count() == 1
    assert ticked.locator("svg path").count() == 1
    assert ticked.locator("td").last.inner_text() == "rini, 25 Nov 06:00"
    assert "Daerah Khusus Ibukota Jakarta" in shown.locator("header").inner_text()


def test_a_printed_checklist_has_the_basis_of_each_item_and_room_to_sign(printed, checklists, pages_of):
    pages = pages_of(printed("checklist", "masa-tenang"))
    text = words("".join(pages))
    for item in checklists.search(stages={"masa-tenang"}):
        if item.basis:
            assert words(item.basis)[:40] in text
    for line in ("Place, date:", "Checked by", "Seen by", "Name:", "Office:"):
        assert line in pages[-1]


def test_a_list_without_rows_says_so_on_paper(printed, opened):
    for arguments, said in (
        (("regions", "list", "--search", "qqqq"), "No region fits"),
        (("stages", "list", "--search", "qqqq"), "No stage is so"),
        (("checklist", "--search", "qqqq"), "Nothing is to be done here"),
        (("posko", "incidents", "--search", "qqqq"), "No incident is recorded here that fits."),
        (("regions", "list", "--search", "qqqq", "--columns", "code"), "Nothing here."),
    ):
        shown = opened(printed(*arguments)).page
        assert said in shown.locator("main").inner_text()
        assert shown.locator("table").count() == 0
