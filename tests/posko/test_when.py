"""Times as people type them at a post, in its zone; what is still ahead is not taken for what has happened."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_cli.clock import zone
from pilkada_cli.posko.when import BadPostMoment, parse_spoken

VOTING = date(2024, 11, 27)
NOW = datetime(2024, 11, 27, 8, 15, 30, tzinfo=zone("WIB"))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("04:30", "2024-11-27T04:30:00+07:00"), ("04.30", "2024-11-27T04:30:00+07:00"), (" 4.30 ", "2024-11-27T04:30:00+07:00"),
        ("pukul 04.30", "2024-11-27T04:30:00+07:00"), ("04:30 WIT", "2024-11-27T02:30:00+07:00"), ("23:59", "2024-11-27T23:59:00+07:00"),
        ("kemarin 23:00", "2024-11-26T23:00:00+07:00"), ("Yesterday 23.00", "2024-11-26T23:00:00+07:00"),
        ("hari ini 04:30", "2024-11-27T04:30:00+07:00"), ("besok 08:00", "2024-11-28T08:00:00+07:00"),
        ("kemarin lusa 08:00", "2024-11-25T08:00:00+07:00"), ("-20m", "2024-11-27T07:55:30+07:00"), ("-2h", "2024-11-27T06:15:30+07:00"),
        ("-1h30m", "2024-11-27T06:45:30+07:00"), ("27/11/2024 04.30", "2024-11-27T04:30:00+07:00"), ("5-1-2025 04:30", "2025-01-05T04:30:00+07:00"),
        ("27 Nov 04:30", "2024-11-27T04:30:00+07:00"), ("27 November 2024, 04.30", "2024-11-27T04:30:00+07:00"),
        ("2 Jan 04:30", "2025-01-02T04:30:00+07:00"), ("31 Agu 2024 04:30", "2024-08-31T04:30:00+07:00"), ("sekarang", "2024-11-27T08:15:30+07:00"),
        ("2024-11-27T04:30", "2024-11-27T04:30:00+07:00"), ("H-3", "2024-11-24T00:00:00+07:00"),
    ],
)  # fmt: skip
def test_what_people_type(text, iso):
    assert parse_spoken(text, NOW, VOTING, "WIB").isoformat() == iso


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "Januari January"), (2, "Februari February"), (3, "Maret March"), (4, "April"), (5, "Mei May"), (6, "Juni June"),
        (7, "Juli July"), (8, "Agustus August Agt"), (9, "September"), (10, "Oktober October"), (11, "November"),
        (12, "Desember December"),
    ],
)  # fmt: skip
def test_every_month_is_known_in_both_languages_and_shortened(month, names):
    for name in names.split():
        for text in (name, name[:3], name.upper()):
            assert parse_spoken(f"3 {text} 2024 04:30", NOW, VOTING, "WIB").date() == date(2024, month, 3), text


@pytest.mark.parametrize(
    ("days", "names"),
    [(0, "hari ini, today"), (-1, "kemarin, yesterday"), (-2, "kemarin lusa"), (1, "besok, tomorrow"), (2, "lusa")],
)
def test_every_name_of_a_day_is_known_in_both_languages(days, names):
    for name in names.split(", "):
        assert parse_spoken(f"{name} 04:30", NOW, VOTING, "WIB").date() == VOTING + timedelta(days=days), name


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2025-01-03", "30 Des", "2024-12-30"), ("2024-12-30", "3 Jan", "2025-01-03"), ("2024-07-01", "30 Des", "2024-12-30"),
        ("2025-01-03", "29 Feb", "2024-02-29"), ("2023-11-27", "29 Feb", "2024-02-29"), ("2024-11-27", "29 Feb", "2024-02-29"),
        ("0001-01-02", "30 Des", "0001-12-30"), ("9999-12-30", "3 Jan", "9999-01-03"),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_nearest_one_that_there_is(today, text, day):
    now = datetime.fromisoformat(f"{today}T08:15+07:00")
    assert parse_spoken(f"{text} 04:30", now, VOTING, "WIB").date() == date.fromisoformat(day)


def test_a_text_of_sixty_characters_is_looked_through_and_quoted_and_no_longer_one():
    longest = "at " + "jam " * 13 + "04:30"
    assert len(longest) == 60
    assert parse_spoken(longest, NOW, VOTING, "WIB").isoformat() == "2024-11-27T04:30:00+07:00"
    with pytest.raises(BadPostMoment, match="'" + "jam " * 14 + "04:3…'"):
        parse_spoken("jam " * 14 + "04:30", NOW, VOTING, "WIB")


@pytest.mark.parametrize(
    "text",
    ["", "kemarin", "2h", "24:00", "04:60", "4", "soon", "31/02/2024 04:30", "32 Nov 04:30", "27 Xyz 04:30", "-", "-x", "-999999d" * 200, "04:30 04:30", "27/11/24 04:30",
     "\x1b[31m", "０４:30", "04:30 GMT", "-20m later", "99999999 Nov 04:30", "29 Feb 2023 04:30", "30 Feb 04:30"],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_what_is_one(text):
    with pytest.raises(BadPostMoment, match="kemarin 23:00"):
        parse_spoken(text, NOW, VOTING, "WIB")


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    with contextlib.suppress(BadPostMoment):
        assert parse_spoken(text, NOW, VOTING, "WIB", ago=True).tzinfo is not None


def test_a_bare_duration_is_so_long_ago_only_where_something_begins():
    assert parse_spoken("2h", NOW, VOTING, "WIB", ago=True).isoformat() == "2024-11-27T06:15:30+07:00"
    with pytest.raises(BadPostMoment):
        parse_spoken("2h", NOW, VOTING, "WIB")


def test_each_command_of_the_post_takes_them(post):
    later = post.at("2024-11-27T08:15")
    own = later.report(occurred="04.30")
    assert later.rows("show", own)["occurred"] == "2024-11-27T04:30:00+07:00"
    later.id("nil", "31.71", "--occurred", "-20m")
    assert later.rows("overdue", "--by", "08:00", ends=1)[0]["region"] == "31.01"
    plan = later.id("plan", "add", "Rapat", "--at", "besok 08:00")
    assert next(row for row in later.rows("plan", "list") if row["id"] == plan)["at"] == "2024-11-28T08:00:00+07:00"
    assert len(later.rows("incidents", "--since", "2h")) == 1
    assert later.rows("sitrep", "--from", "06:00", "--to", "08:15")["from"] == "2024-11-27T06:00:00+07:00"
    assert later.rows("log", "--from", "10m")


def test_what_is_still_ahead_is_asked_about(post):
    said = post.at("2024-11-27T03:10").said("report", "x", "--category", "LOG", "--occurred", "04:30")
    assert said == "'04:30' is still ahead: it is 03:10. Did you mean yesterday? Then give: yesterday 04:30"
    assert post.at("2024-11-27T03:10").rows("incidents") == []


def test_a_post_in_papua_types_its_own_time(laptop):
    papua = laptop(as_of="2024-11-27T08:00+09:00")
    papua("open", "91")
    own = papua.report(occurred="07:30")
    assert papua.rows("show", own)["occurred"] == "2024-11-27T07:30:00+09:00"
