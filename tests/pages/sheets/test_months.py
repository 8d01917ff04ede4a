"""The calendar on paper: a month a page, with voting day marked."""

import re

import pytest


def test_a_printed_calendar_has_a_month_a_page_and_marks_voting_day(printed, opened, pages_of):
    page = printed("calendar")
    pages = pages_of(page)
    months = re.findall(r'<h2 id="month-\d+">(.*?)</h2>', page.read_text())
    assert months[0] == "January 2024"
    assert months[-3:] == ["November 2024", "December 2024", "February 2025"]  # nothing goes on in January
    assert len(pages) == len(months)
    assert all(month in text for month, text in zip(months, pages, strict=True))
    shown = opened(page).page
    assert shown.locator("td.votes").count() == 1
    assert shown.locator("td.votes").inner_text().split() == ["27", "H", "VOTING", "begins:", "Recapitulation"]
    assert shown.locator("td.votes").evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") > 3
    weeks = shown.locator("table.days").nth(months.index("November 2024")).locator("tbody tr")
    assert weeks.count() == 5
    assert weeks.first.locator("td").nth(4).inner_text().startswith("1")
    head = shown.locator("table.days").first.locator("th").all_inner_texts()
    assert (head[0], head[-1]) == ("Monday", "Sunday")


def test_a_region_that_votes_again_has_two_voting_days_in_its_calendar(printed, opened):
    shown = opened(printed("calendar", "--region", "Magetan")).page
    days = shown.locator("td.votes").all_inner_texts()
    assert [one.split()[:2] for one in days] == [["27", "H"], ["22", "H+115"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "json"), "calendar writes iCalendar, or with -f html months to print; it takes no other --format."),
        (("-f", "html", "--alarm", "7d"), "--alarm and --level are for iCalendar; months to print take neither of them."),
        (("-f", "html", "--level", "provinsi", "--output", "x"),
         "--alarm and --level are for iCalendar; months to print take neither of them."),
    ],
)  # fmt: skip
def test_what_a_calendar_cannot_be_is_said(run, arguments, said):
    answer = run("calendar", *arguments)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == f"pilkada: {said}\n"
