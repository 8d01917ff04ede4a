"""Pages to print, in a real browser."""


def test_a_list_is_a_page_that_stands_alone(run, tmp_path, opened):
    page = tmp_path / "list.html"
    page.write_text(run("regions", "list", "--level", "provinsi", "-f", "html").stdout)
    shown = opened(page)
    assert shown.page.locator("tbody tr").count() == 38
    assert shown.page.locator("thead th").first.inner_text() == "Code"
