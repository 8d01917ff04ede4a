"""Pages to print, in a real browser."""


def test_a_list_is_a_page_that_stands_alone(run, tmp_path, opened):
    page = tmp_path / "list.html"
    page.write_text(run("regions", "list", "--level", "provinsi", "-f", "html").stdout)
    shown = opened(page)
    assert shown.page.locator("tbody tr").count() == 38
    assert shown.page.locator("thead th").first.inner_text() == "Code"


def test_a_sheet_shows_a_drawing_of_the_program_and_a_text_as_text(tmp_path, opened):
    from markupsafe import Markup

    from pilkada_cli.output.paper import Sheet, print_sheet
    from pilkada_cli.output.table import Head

    drawing = Markup('<svg viewBox="0 0 9 9" role="img" aria-label="map"><rect width="9" height="9"/></svg>')
    for given, count in ((drawing, 1), (str(drawing), 0), (None, 0)):
        page = tmp_path / "sheet.html"
        page.write_text(print_sheet(Sheet(Head("A map"), drawing=given)))
        assert opened(page).page.locator("svg rect").count() == count
