"""Who has reported: nil reports, and `overdue` for the regions that have been silent too long."""

CITIES = ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]


def test_nothing_to_report_is_a_report_and_silence_is_not(post):
    for code in CITIES[1:]:
        post("nil", code, "--note", "aman")
    assert post.rows("overdue", ends=1) == [
        {"region": "31.01", "last_report": None, "hours": None, "name": "Kabupaten Administrasi Kepulauan Seribu"}
    ]
    post("nil", "Kepulauan Seribu")
    assert post.rows("overdue") == []
    assert post.at("2024-11-28T05:59").rows("overdue") == []
    late = post.at("2024-11-28T06:01").rows("overdue", ends=1)
    assert [row["region"] for row in late] == CITIES
    assert late[0]["last_report"] == "2024-11-27T06:00:00+07:00"
    assert late[0]["hours"] == 24.0


def test_what_others_record_of_a_region_is_no_report_of_its_post(post, laptop, tmp_path):
    post.report(region="31.73")
    assert "31.73" in {row["region"] for row in post.rows("overdue", ends=1)}
    city = laptop(by="budi")
    city("open", "31.73")
    post("merge", str(city.export(tmp_path / "opened.jsonl")))
    assert "31.73" in {row["region"] for row in post.rows("overdue", ends=1)}
    city.report(region="31.73")
    post("merge", str(city.export(tmp_path / "reported.jsonl")))
    assert "31.73" not in {row["region"] for row in post.rows("overdue", ends=1)}
    assert "31.73" not in {row["region"] for row in post.rows("sitrep")["overdue"]}


def test_a_nil_report_can_be_written_down_later(post):
    post.at("2024-11-27T18:30")("nil", "31.71", "--occurred", "2024-11-27T17:00")
    assert "31.71" not in {row["region"] for row in post.rows("overdue", "--by", "2024-11-27T18:00", ends=1)}
    assert post.at("2024-11-28T18:30").rows("overdue", ends=1)[1]["last_report"] == "2024-11-27T17:00:00+07:00"


def test_a_region_of_another_post_and_a_moment_ahead_are_noted_and_recorded(post):
    result = post("nil", "32.73")
    assert (
        result.stderr
        == "pilkada: Kota Bandung (32.73) is not of this post, which is that of Daerah Khusus Ibukota Jakarta; it is recorded all the same.\n"
    )
    result = post("report", "x", "--category", "LOG", "--occurred", "2030-01-01", "--region", "32.73")
    assert "lies ahead of the clock" in result.stderr
    assert "is not of this post" in result.stderr
    assert post("report", "x", "--category", "LOG", "--region", "31.71", "--occurred", "2024-11-27T06:00").stderr == ""
    assert post("incidents", "--region", "32.73").stderr == ""


def test_overdue_by_an_earlier_moment_and_within_fewer_hours(post):
    post.at("2024-11-27T17:00")("nil", "31.71")
    evening = post.at("2024-11-27T18:00")
    assert "31.71" in {row["region"] for row in evening.rows("overdue", "--by", "2024-11-27T16:59", ends=1)}
    assert "31.71" not in {row["region"] for row in evening.rows("overdue", "--by", "2024-11-27T17:00", ends=1)}
    assert "31.71" in {row["region"] for row in evening.rows("overdue", "--within", "30m", ends=1)}
    assert "31.71" not in {row["region"] for row in evening.rows("overdue", "--within", "60m", ends=1)}


def test_the_exit_code_of_overdue_is_the_answer_in_every_format(post):
    for form in ("table", "tsv", "csv", "json", "jsonl", "yaml", "md"):
        assert len(post("overdue", "-f", form, ends=1).stdout.splitlines()) >= 6


def test_a_silence_beyond_all_bounds_is_no_duration(file_post):
    assert "is not a duration" in file_post.said("overdue", "--within", "999999d" * 1100)


def test_a_city_s_post_expects_nobody(laptop):
    city = laptop()
    city("open", "31.71")
    assert city.rows("overdue") == []
    assert "No post reports to this one." in city("overdue", "-f", "table").stdout
