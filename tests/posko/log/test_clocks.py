"""Clocks that are wrong: whose, by how much, and in which way, said by merge, verify and the situation report."""

import pytest


@pytest.fixture
def ahead(laptop):
    """Two posts of one province, the second of which keeps another clock."""

    def make(moment):
        first, second = laptop(by="rini"), laptop(by="budi", as_of=moment)
        first("open", "31")
        second("open", "31")
        return first, second

    return make


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2024-11-27T06:02:01", "up to 2 minutes ahead of the clock here"),
        ("2024-11-27T09:30", "up to 3 hours ahead of the clock here"),
        ("2024-11-27T13:00", ("up to 7 hours ahead of the clock here, and count from when they were received. Which clock was wrong? "
         "That is the span between two zones: was it set to another zone's time?")),
        ("2025-11-27T06:00", "up to 365 days ahead of the clock here"),
        ("1970-01-02T12:00", "from before 2020: that clock was not set."),
        ("2000-01-01T00:00", "from before 2020: that clock was not set."),
    ],
)  # fmt: skip
def test_a_merge_names_the_clock_that_is_wrong(ahead, tmp_path, moment, said):
    first, second = ahead(moment)
    second.report()
    result = first("merge", str(second.export(tmp_path / "other.jsonl")))
    assert "'budi'" in result.stderr
    assert said in result.stderr
    assert said in first("verify").stderr
    assert first.rows("sitrep")["incidents"] == 1


@pytest.mark.parametrize("moment", ["2024-11-27T06:01:59", "2024-11-27T05:00"])
def test_clocks_that_differ_little_and_files_that_come_late_are_no_matter(ahead, tmp_path, moment):
    first, second = ahead(moment)
    second.report()
    assert first("merge", str(second.export(tmp_path / "other.jsonl"))).stderr == ""
    assert first("verify").stderr == ""


def test_a_clock_that_was_set_back_is_named(post):
    post.at("2024-11-27T09:30").report()
    post.report("a second thing")
    said = post("verify").stderr
    assert "1 entry of 'rini' was recorded up to 3 hours before the one it follows: a clock was set back." in said


def test_a_report_up_to_now_has_what_a_clock_ahead_left_and_ends_now(post):
    post.at("2025-11-27T06:00").report("from a year ahead")
    report = post.at("2024-11-27T06:10").rows("sitrep")
    assert (report["incidents"], report["new"], report["to"][:16]) == (1, 1, "2024-11-27T06:10")
