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
         "That is about the span between two zones: was it set to another zone's time?")),
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


def test_a_file_that_travels_for_half_an_hour_still_shows_the_zone(ahead, tmp_path):
    first, second = ahead("2024-11-27T13:00")
    second.report()
    result = first.at("2024-11-27T06:30")("merge", str(second.export(tmp_path / "other.jsonl")))
    assert "up to 6 hours ahead" in result.stderr
    assert "another zone's time?" in result.stderr
    second.at("2024-11-27T06:50").report("b")
    assert "zone" not in first.at("2024-11-27T06:40")("merge", str(second.export(tmp_path / "other.jsonl"))).stderr


def test_a_post_whose_clock_runs_ahead_has_reported_when_its_file_came(laptop, tmp_path):
    province, city = laptop(by="rini"), laptop(by="budi", as_of="2025-11-27T06:00")
    province("open", "31")
    city("open", "31.71")
    city.report(region="31.71")
    city("nil", "31.72")
    province("merge", str(city.export(tmp_path / "city.jsonl")))
    for moment, silent in (("2024-11-27T06:01", False), ("2024-11-28T07:00", True)):
        regions = [row["region"] for row in province.at(moment).rows("sitrep")["overdue"]]
        assert ("31.71" in regions, "31.72" in regions) == (silent, silent)
        regions = [row["region"] for row in province.at(moment).rows("overdue", ends=1)]
        assert ("31.71" in regions, "31.72" in regions) == (silent, silent)


def test_a_clock_that_was_set_back_is_named(post):
    post.at("2024-11-27T09:30").report()
    post.report("a second thing")
    said = post("verify").stderr
    assert "1 entry of 'rini' was recorded up to 3 hours before the one it follows: a clock was set back." in said


def test_in_each_chain_time_runs_forward_or_it_is_said(post, laptop, tmp_path):
    """Two laptops of one writer, whose entries come in turn: what goes back in a chain is said, and nothing else."""
    other = laptop()
    other.at("2024-11-27T05:00")("open", "31")
    for moment in ("2024-11-27T05:10", "2024-11-27T05:20"):
        other.at(moment)("nil", "31.72")
        post.at("2024-11-27T07:00").report(f"laporan {moment}")
        post.at("2024-11-27T07:00")("merge", str(other.export(tmp_path / "other.jsonl")))
    assert "clock" not in post.at("2024-11-27T07:00")("verify").stderr
    post.at("2024-11-27T07:10")("nil", "31.73")
    other.at("2024-11-27T04:00")("nil", "31.74")
    merged = post.at("2024-11-27T07:20")("merge", str(other.export(tmp_path / "other.jsonl")))
    said = "1 entry of 'rini' was recorded up to {} before the one it follows: a clock was set back."
    assert said.format("1 hour") in post.at("2024-11-27T07:20")("verify").stderr
    assert "was set back" not in merged.stderr, (
        "of a merge, the first new entry follows one that is not in its new ones"
    )
    for moment in ("2024-11-27T07:30", "2024-11-27T04:30"):
        post.used_by("sari").at(moment)("nil", "31.75")
    told = post.at("2024-11-27T07:30")("verify")
    assert told.stderr.count("was set back") == 2
    assert (
        "1 entry of 'sari' was recorded up to 3 hours before the one it follows: a clock was set back." in told.stderr
    )


def test_a_report_up_to_now_has_what_a_clock_ahead_left_and_ends_now(post):
    post.at("2025-11-27T06:00").report("from a year ahead")
    report = post.at("2024-11-27T06:10").rows("sitrep")
    assert (report["incidents"], report["new"], report["to"][:16]) == (1, 1, "2024-11-27T06:10")
