"""The roster: an agency joins, says more of itself, leaves and comes back, under the names people use."""

import json


def test_an_agency_joins_says_more_of_itself_and_leaves(post):
    post("members", "add", "Dinas Kesehatan", "--contact", "0812-1111-2222", "--shift", "06:00-14:00")
    post("members", "add", "dinkes", "--shift", "14:00-22:00")
    (own,) = [row for row in post.rows("members", "list") if row["agency"] == "dinkes"]
    assert (own["contact"], own["shift"]) == ("0812-1111-2222", "14:00-22:00")
    post.at("2024-11-27T14:00")("members", "end", "Dinas Kesehatan", "--note", "bergantian")
    assert "dinkes" not in {row["agency"] for row in post.rows("members", "list")}
    (gone,) = [row for row in post.rows("members", "list", "--all") if row["agency"] == "dinkes"]
    assert gone["ended"] == "2024-11-27T14:00:00+07:00"
    assert "not on the roster" in post.said("members", "end", "dinkes", ends=3)


def test_an_agency_that_comes_back_begins_anew(post):
    post("members", "add", "BPBD", "--contact", "lama")
    post("members", "end", "BPBD")
    post("members", "add", "BPBD", "--shift", "malam")
    (own,) = [row for row in post.rows("members", "list") if row["agency"] == "bpbd"]
    assert (own["contact"], own["shift"], own["ended"]) == (None, "malam", None)


def test_agencies_go_by_the_names_people_use_and_a_near_miss_is_noted(post):
    for text, own in (
        ("Polda Metro Jaya", "polri"),
        ("KODAM JAYA", "tni"),
        ("satpol-pp", "satpol_pp_linmas"),
        ("Kejati", "kejaksaan"),
    ):
        assert json.loads(post("members", "add", text, "-f", "json").stdout)["agency"] == own
    mistyped = post("members", "add", "Bawaslo")
    assert "did you mean bawaslu?" in mistyped.stderr
    assert "Bawaslo" in {row["agency"] for row in post.rows("members", "list")}
    assert post("members", "add", "PMI Jakarta").stderr == ""
