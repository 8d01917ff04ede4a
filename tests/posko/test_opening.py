"""Opening a post: its roster and agenda from the data, its region and host, and what is said while none is open."""

import json

import pytest


def test_a_new_post_has_the_documented_agencies_and_the_agenda_that_lies_ahead(post, roster):
    members = post.rows("members", "list")
    assert [row["agency"] for row in members] == roster
    assert "dinkes" not in {row["agency"] for row in members}  # a proposal, which no source shows
    assert members[0] == {
        "agency": "kesbangpol", "name": "Kesbangpol", "role": "Ketua/sekretariat posko; tuan rumah; menyusun laporan harian dan sitrep",
        "contact": None, "shift": None, "since": "2024-11-27T06:00:00+07:00", "ended": None,
        "id": members[0]["id"], "call_sign": members[0]["call_sign"],
    }  # fmt: skip
    plans = post.rows("plan", "list")
    assert [row["at"][11:16] for row in plans] == ["06:00", "07:30", "10:00", "13:00", "13:30", "18:00", "22:00"]
    assert {row["kind"] for row in plans} == {"pemantauan", "rapat"}


def test_a_post_opened_a_week_before_has_the_readiness_check_as_well(laptop, words):
    early = laptop(as_of="H-7")
    early("open", "31")
    assert early.rows("plan", "list")[0]["at"] == "2024-11-20T00:00:00+07:00"
    assert len(early.rows("plan", "list")) == len(words.agenda)


def test_a_post_opened_after_the_vote_has_the_whole_agenda_for_drills(laptop, words):
    late = laptop(as_of="2026-11-24")
    late("open", "31")
    assert {row["state"] for row in late.rows("plan", "list")} == {"due"}
    assert len(late.rows("plan", "list")) == len(words.agenda)


def test_a_post_in_papua_keeps_its_own_time(laptop):
    papua = laptop(as_of="2024-11-27T06:00")
    papua("open", "91")
    assert papua.rows("plan", "list")[0]["at"] == "2024-11-27T06:00:00+09:00"
    papua.report()
    assert papua.rows("incidents")[0]["recorded"] == "2024-11-27T06:00:00+09:00"


def test_opening_says_where_and_once_more_changes_nothing(post, roster):
    again = post("open", "DKI", "-f", "json")
    assert json.loads(again.stdout)["new"] is False
    assert [row["agency"] for row in post.rows("members", "list")] == roster
    assert "post of Daerah Khusus Ibukota Jakarta" in post.said("open", "32")


def test_a_host_can_be_named_later(post, roster):
    post("open", "31", "--host", "Balai Kota")
    assert post.rows("sitrep")["host"] == "Balai Kota"
    assert [row["agency"] for row in post.rows("members", "list")] == roster


def test_the_whole_country_can_have_a_post(laptop, totals):
    national = laptop()
    assert national.id("open", "nasional") == "nasional"
    national("nil", "31")
    assert len(national.rows("overdue", ends=1)) == totals["provinces"] - 1  # Jakarta is heard of


@pytest.mark.parametrize("name", ["Atlantis", "Bandung", "", "99"])
def test_a_region_that_is_none_or_two_opens_nothing(laptop, name):
    keyboard = laptop()
    keyboard.said("open", name, ends=3)
    assert "No post is open" in keyboard.said("incidents", ends=3)


@pytest.mark.parametrize(
    "arguments",
    [["incidents"], ["members", "list"], ["plan", "list"], ["overdue"], ["sitrep"], ["log"], ["export"], ["verify"], ["show", "01936ab3"],
     ["nil", "31.71"], ["report", "x", "--category", "LOG"], ["tick", "masa-tenang", "quiet-01"], ["import", "-"], ["rebuild"]],
)  # fmt: skip
def test_without_a_post_everything_says_how_to_open_one(laptop, arguments):
    assert "open one with: pilkada posko open REGION" in laptop().said(*arguments, ends=3)
