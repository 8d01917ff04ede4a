"""Two laptops of one post, or a city's and its province's, that come together by file."""

import json

import pytest


@pytest.fixture
def two(laptop, tmp_path):
    """Two laptops of one post with one incident that both know."""
    first, second = laptop(by="rini"), laptop(by="budi")
    first("open", "31")
    own = first.report("Bentrok di Tebet", "BNT", region="31.74")
    second("merge", str(first.export(tmp_path / "start.jsonl")))
    return first, second, own


def test_two_statuses_from_two_laptops_are_kept_the_later_wins_and_the_conflict_is_shown(two, tmp_path):
    first, second, own = two
    first.at("2024-11-27T08:00")("update", own, "--status", "bukan_masalah", "--note", "sudah bubar")
    second.at("2024-11-27T08:05")("update", own, "--status", "terverifikasi", "--note", "polisi di tempat")
    a, b = first.export(tmp_path / "a.jsonl"), second.export(tmp_path / "b.jsonl")
    result = first("merge", str(b), "-f", "json")
    assert json.loads(result.stdout) == {"new": 1, "known": len(b.read_text().splitlines()) - 1, "conflicts": [own]}
    assert f"In conflict: {own}; see: pilkada posko show {own}" in result.stderr
    second("merge", str(a))
    for laptop in (first, second):
        told = laptop("show", own, "-f", "table").stdout
        assert "In conflict: status is Not a problem / not proven, Verified; the last of these counts" in " ".join(
            told.split()
        )
        row = laptop.rows("show", own)
        assert (row["status"], row["conflict"]) == ("terverifikasi", True)
        assert [act.get("note") for act in row["history"]] == [None, "sudah bubar", "polisi di tempat"]
        later = laptop.at("2024-11-27T09:00")
        assert [one["id"] for one in later.rows("incidents", "--conflict")] == [own]
        assert own in later.rows("sitrep")["conflicts"]
    assert first.rows("incidents") == second.rows("incidents")


def test_an_update_that_has_seen_both_settles_the_conflict(two, tmp_path):
    first, second, own = two
    first("update", own, "--status", "bukan_masalah")
    second("update", own, "--status", "terverifikasi")
    first("merge", str(second.export(tmp_path / "b.jsonl")))
    assert "allowed are" in first.said("update", own, "--status", "dipantau")
    first("update", own, "--status", "terverifikasi")
    second("merge", str(first.export(tmp_path / "a.jsonl")))
    for laptop in (first, second):
        assert (laptop.rows("show", own)["status"], laptop.rows("show", own)["conflict"]) == ("terverifikasi", False)


def test_two_fields_from_two_laptops_are_no_conflict(two, tmp_path):
    first, second, own = two
    first("update", own, "--status", "terverifikasi")
    second("update", own, "--owner", "polri")
    first("merge", str(second.export(tmp_path / "b.jsonl")))
    row = first.rows("show", own)
    assert (row["status"], row["owner"], row["conflict"]) == ("terverifikasi", "polri", False)


def test_many_files_and_standard_input_at_once(two, tmp_path, laptop):
    first, second, _own = two
    first.report("satu")
    second.report("dua")
    third = laptop()
    files = [str(first.export(tmp_path / "a.jsonl")), str(second.export(tmp_path / "b.jsonl"))]
    assert third.rows("merge", *files, files[0])["conflicts"] == []
    fourth = laptop()
    fourth("merge", files[1], "-", stdin=(tmp_path / "a.jsonl").read_bytes())
    assert third.rows("incidents") == fourth.rows("incidents")
    assert len(third.rows("incidents")) == 3


def test_a_store_that_was_only_merged_into_is_the_widest_post_s_in_any_order(laptop, tmp_path):
    city, province = laptop(by="budi"), laptop()
    city("open", "31.74")
    province("open", "31")
    files = [str(city.export(tmp_path / "a.jsonl")), str(province.export(tmp_path / "b.jsonl"))]
    for order in (files, files[::-1]):
        merged = laptop()
        merged("merge", *order)
        assert merged.rows("sitrep")["post"] == "31"
    city("merge", files[1])
    assert city.rows("sitrep")["post"] == "31.74"


def test_a_city_s_log_tells_its_incidents_and_leaves_the_province_s_room_alone(laptop, tmp_path):
    province, city = laptop(), laptop(by="budi")
    province("open", "31")
    province("members", "add", "kpu", "--contact", "provinsi")
    city.at("2024-11-27T06:30")("open", "31.74")
    city.at("2024-11-27T07:00")("members", "end", "polri")
    city.at("2024-11-27T07:00")("members", "add", "kpu", "--contact", "kota")
    city.at("2024-11-27T07:00")("tick", "masa-tenang", "quiet-01")
    city.at("2024-11-27T07:00")("plan", "add", "rapat kota", "--at", "2024-11-27T09:00")
    own = city.at("2024-11-27T07:00").report()
    before = province("members", "list").stdout, province("plan", "list").stdout
    province.at("2024-11-27T08:00")("merge", str(city.export(tmp_path / "city.jsonl")))
    assert (province("members", "list").stdout, province("plan", "list").stdout) == before
    report = province.at("2024-11-27T08:00").rows("sitrep")
    assert next(row for row in report["members"] if row["agency"] == "kpu")["contact"] == "provinsi"
    assert len(report["agenda_due"]) == 2
    assert not any(row["done"] for row in report["checklists"])
    assert [row["id"] for row in report["open_incidents"]] == [own]
    assert own not in {row["region"] for row in report["overdue"]}


def test_a_second_laptop_that_opens_the_post_later_brings_nobody_back(laptop, tmp_path):
    first, second = laptop(), laptop(by="budi")
    first("open", "31")
    first.at("2024-11-27T06:30")("members", "end", "BIN")
    first.at("2024-11-27T06:30")("members", "add", "kpu", "--contact", "x")
    second.at("2024-11-27T07:00")("open", "31")
    first("merge", str(second.export(tmp_path / "b.jsonl")))
    second("merge", str(first.export(tmp_path / "a.jsonl")))
    for one in (first, second):
        found = {row["agency"]: row["contact"] for row in one.rows("members", "list")}
        assert "bin_kominda" not in found
        assert found["kpu"] == "x"
        assert len(one.rows("plan", "list")) == 7


def test_reports_with_several_conflicts_are_the_same_in_every_store(laptop, tmp_path):
    first, second = laptop(by="rini"), laptop(by="budi")
    first("open", "31")
    second("open", "31")
    ids = [first.report("satu"), second.at("2024-11-27T05:00").report("dua"), first.report("tiga")]
    a, b = str(first.export(tmp_path / "a.jsonl")), str(second.export(tmp_path / "b.jsonl"))
    left, right = laptop(by="sari"), laptop(by="joko")
    left("merge", a, b)
    right("merge", b, a)
    for own in ids:
        left.at("2024-11-27T08:00")("update", own, "--status", "terverifikasi")
        right.at("2024-11-27T08:00")("update", own, "--status", "bukan_masalah")
    c, d = str(left.export(tmp_path / "c.jsonl")), str(right.export(tmp_path / "d.jsonl"))
    left("merge", d)
    right("merge", c)
    assert len(left.at("2024-11-27T09:00").rows("incidents", "--conflict")) == 3
    for form in ("table", "md", "html", "json"):
        assert (
            left("sitrep", "--to", "2024-11-27T18:00", "-f", form).stdout
            == right("sitrep", "--to", "2024-11-27T18:00", "-f", form).stdout
        )


def test_what_is_on_another_post_s_agenda_is_not_this_post_s_to_do(laptop, tmp_path):
    province, city = laptop(), laptop(by="budi")
    province("open", "31")
    city("open", "31.71")
    own = city.id("plan", "add", "rapat kota", "--at", "2024-11-27T09:00")
    province("merge", str(city.export(tmp_path / "city.jsonl")))
    before = province.log()
    assert "agenda of the post 31.71" in province.said("plan", "done", own)
    assert province.log() == before


def test_a_clock_that_runs_ahead_is_named_by_whoever_takes_its_entries_in(laptop, tmp_path):
    first, second = laptop(by="rini"), laptop(by="budi", as_of="2024-11-27T09:30")
    first("open", "31")
    second("open", "31")
    for _ in range(3):
        second.report()
    result = first("merge", str(second.export(tmp_path / "ahead.jsonl")))
    assert (
        "of 'budi' were recorded up to 3 hours ahead of the clock here, and count from when they were received. Which clock was wrong?"
        in result.stderr
    )
    assert first.rows("sitrep")["incidents"] == 3
    assert first("merge", str(tmp_path / "ahead.jsonl")).stderr == ""


def test_a_log_that_is_ahead_of_the_clock_is_pointed_out(post):
    post.at("2024-11-27T09:30").report()
    assert "The newest entry of this log is 3 hours ahead of this clock" in post("nil", "31.71").stderr
    assert post.at("2024-11-27T09:29")("nil", "31.72").stderr == ""
