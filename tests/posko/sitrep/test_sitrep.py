"""The situation report at its edges: windows, zones, blank sections, what is new, and what the public may see."""

import json
from datetime import datetime, timedelta

import pytest

from pilkada_cli.posko.log.public import masked


def test_a_window_is_half_open(post):
    for moment in ("2024-11-27T07:59:59.999", "2024-11-27T08:00", "2024-11-27T08:59:59.999", "2024-11-27T09:00"):
        post.at(moment).report(moment)
    report = post.rows("sitrep", "--from", "2024-11-27T08:00", "--to", "2024-11-27T09:00")
    assert (report["incidents"], report["new"]) == (3, 2)
    assert [row["title"] for row in report["open_incidents"] if row["new"]] == [
        "2024-11-27T08:00",
        "2024-11-27T08:59:59.999",
    ]


def test_what_was_recorded_late_is_new_when_it_was_recorded(post):
    post.at("2024-11-27T10:00").report("terlambat dicatat", occurred="2024-11-27T07:00")
    report = post.rows("sitrep", "--from", "2024-11-27T09:00", "--to", "2024-11-27T11:00")
    assert (report["incidents"], report["new"]) == (1, 1)
    assert report["open_incidents"][0]["age_hours"] == 4.0


def test_without_a_window_it_is_the_day_up_to_now_with_this_very_moment(post):
    post.report()
    report = post.rows("sitrep")
    assert report["from"] == "2024-11-26T06:00:00+07:00"
    assert report["to"] == "2024-11-27T06:00:00.001000+07:00"
    assert report["new"] == 1
    evening = post.rows("sitrep", "--to", "2024-11-27T18:00")
    assert (evening["from"], evening["to"]) == ("2024-11-26T18:00:00+07:00", "2024-11-27T18:00:00+07:00")


@pytest.mark.parametrize(
    "window", [["--from", "H", "--to", "H"], ["--from", "H+1", "--to", "H"], ["--from", "2024-11-28"]]
)
def test_a_window_that_ends_before_it_begins_is_refused(file_post, window):
    assert "ends before it begins" in file_post.said("sitrep", *window)


@pytest.mark.parametrize("form", ["tsv", "csv", "yaml", "xml"])
def test_other_formats_are_refused(file_post, form):
    assert "one of" in file_post.said("sitrep", "-f", form)


def test_columns_pick_the_parts_of_a_report(file_post):
    assert json.loads(file_post("sitrep", "-f", "json", "--columns", "post,incidents").stdout) == {
        "post": "31",
        "incidents": 0,
    }


def test_each_blank_section_is_warned_of(post):
    report = post.rows("sitrep")
    assert report["warnings"] == ["by_agency", "by_category", "by_region", "open_incidents", "nil", "agenda_done"]
    text = post("sitrep").stdout
    for title in ("By agency", "By category", "By region", "Open incidents", "Nothing to report", "Agenda: done"):
        assert f"Blank: {title}\n" in text
    assert "Blank: Overdue posts" not in text


def test_a_window_that_ends_at_midnight_is_still_of_the_day_before(post):
    report = post.rows("sitrep", "--from", "2024-11-26", "--to", "2024-11-27")
    assert (report["label"], report["days"]) == ("H-1", 1)
    assert "masa-tenang" in report["stages"]
    assert post.rows("sitrep", "--to", "2024-11-27T00:00:01")["label"] == "H"


def test_moments_are_the_post_s_own_time(laptop):
    papua = laptop(as_of="2024-11-27T18:00")
    papua("open", "Papua Selatan")
    report = papua.rows("sitrep", "--from", "2024-11-27T06:00", "--to", "2024-11-27T18:00")
    assert (report["zone"], report["from"], report["to"]) == (
        "WIT",
        "2024-11-27T06:00:00+09:00",
        "2024-11-27T18:00:00+09:00",
    )
    assert (
        "From 27 November 2024 06:00, up to and without 27 November 2024 18:00 (WIT)\n"
        in papua("sitrep", "--from", "2024-11-27T06:00", "--to", "2024-11-27T18:00").stdout
    )


def test_a_region_that_votes_again_is_counted_to_its_next_vote(laptop):
    bangka = laptop(as_of="2025-08-20")
    bangka("open", "19.01")
    report = bangka.rows("sitrep")
    assert (report["label"], report["days"], report["voting_day"]) == ("H-7", 7, "2025-08-27")
    assert {row["at"][:10] for row in bangka.rows("plan", "list")} == {"2025-08-20", "2025-08-27"}


def test_a_drill_is_said_to_be_one(post, laptop):
    assert "Recorded with a set clock (a drill or a replay): " in post("sitrep").stdout
    assert post.rows("sitrep")["drills"] == len(post.log())
    real = laptop(as_of=None)
    real("open", "31")
    assert real.rows("sitrep")["drills"] == 0
    assert "set clock" not in real("sitrep").stdout


def test_what_is_closed_is_counted_but_not_open(post):
    closed, open_one = post.report(region="31.71"), post.report(region="31.71")
    post("update", closed, "--status", "bukan_masalah")
    report = post.rows("sitrep")
    assert (report["incidents"], report["open"], report["changed"]) == (2, 1, [{"status": "bukan_masalah", "count": 1}])
    assert report["by_region"] == [
        {"region": "31.71", "all": 2, "new": 2, "open": 1, "name": "Kota Administrasi Jakarta Pusat"}
    ]
    assert [row["id"] for row in report["open_incidents"]] == [open_one]


def test_an_incident_that_was_moved_counts_where_it_stands_now(post):
    own = post.report(region="31.71", agency="KPU")
    post("update", own, "--region", "31.72", "--severity", "kritis", "--category", "RSK")
    report = post.rows("sitrep")
    assert [row["region"] for row in report["by_region"]] == ["31.72"]
    assert [(row["category"], row["all"]) for row in report["by_category"]] == [("RSK", 1)]
    assert [(row["severity"], row["open"]) for row in report["by_severity"]] == [("kritis", 1)]


def test_a_later_update_does_not_change_an_earlier_report(post):
    own = post.report()
    before = post("sitrep", "--to", "2024-11-27T07:00").stdout
    post.at("2024-11-27T07:00")("update", own, "--status", "bukan_masalah")
    assert post("sitrep", "--to", "2024-11-27T07:00").stdout == before
    assert post.rows("sitrep", "--to", "2024-11-27T07:00:00.001")["open"] == 0


def test_the_gravest_and_oldest_are_listed_and_the_rest_counted(file_post, monkeypatch):
    from pilkada_cli.posko.sitrep import counts

    monkeypatch.setattr(counts, "LISTED", 5)
    lines = [
        json.dumps({"title": f"{number}", "category": "LOG", "severity": severity, "occurred": f"2024-11-27T05:{minute:02}"})
        for number, (severity, minute) in enumerate([("sedang", 5), ("kritis", 9), ("sedang", 4), ("rendah", 0), ("tinggi", 7), ("sedang", 4), ("sedang", 4)] * 3)
    ]  # fmt: skip
    file_post("import", "-", stdin="\n".join(lines))
    report = file_post.rows("sitrep")
    assert [row["severity"] for row in report["open_incidents"]] == ["kritis"] * 3 + ["tinggi"] * 2
    assert report["not_listed"] == 16
    assert "16 more are open; see: pilkada posko incidents --open" in file_post("sitrep").stdout


def test_of_many_at_one_moment_the_ids_decide_whatever_the_order_they_came_in(
    file_post, files, post_at, tmp_path, monkeypatch
):
    from pilkada_cli.posko.sitrep import counts

    monkeypatch.setattr(counts, "LISTED", 3)
    first, second = post_at(files(), "budi"), post_at(files(), "sari")
    for one in (first, second):
        one("open", "31")
        one("import", "-", stdin="\n".join(json.dumps({"title": f"{one.by} {n}", "category": "LOG"}) for n in range(8)))
    a, b = str(first.export(tmp_path / "a.jsonl")), str(second.export(tmp_path / "b.jsonl"))
    third, fourth = post_at(files()), post_at(files())
    third("merge", a, b)
    fourth("merge", b, a)
    assert third("sitrep").stdout == fourth("sitrep").stdout
    listed = [row["id"] for row in third.rows("sitrep")["open_incidents"]]
    assert listed == sorted(row["id"] for row in third.rows("incidents"))[:3]


@pytest.mark.parametrize("text", [
    "NIK 3174012345678901 hilang", "hubungi 0812-3456-7890", "telp +62 812 3456 789", "6281234567890", "0812.3456.7890 atau 3174012345678901",
    "(0812) 3456-7890", "3174 0123 4567 8901", "317401-234567-8901",
])  # fmt: skip
def test_what_looks_like_a_nik_or_a_mobile_number_is_never_in_a_report(post, text):
    for arguments in (["report", text, "--category", "LOG"], ["nil", "31.71", "--note", text]):
        assert "looks like a NIK or a telephone number" in post.said(*arguments)
        post(*arguments, "--mask")
    post.take("report", title=text)
    post.take("nil", "31.72", note=text)
    assert len(post.rows("sitrep")["nil"]) == 2
    for form in ("table", "md", "html", "json"):
        said = post("sitrep", "-f", form).stdout
        assert text not in said
        assert not any(
            part in said for part in ("3174012345678901", "3456-7890", "3456 789", "6281234567890", "0812.3456")
        )


@pytest.mark.parametrize(
    "text",
    [
        "5.438 TPS, 12.696 salah logistik",
        "TPS 012, 27 November 2024",
        "PKPU 17/2024 Pasal 74",
        "2024-11-27T06:00",
        "08.00-14.00",
    ],
)
def test_other_figures_stay_as_they_are(text):
    assert masked(text) == text


def test_what_the_database_counts_agrees_with_the_list_of_incidents(post):
    severities = ["rendah", "sedang", "tinggi", "kritis"]
    lines = [
        json.dumps({"title": f"{n}", "category": ["LOG", "UANG", "KEK"][n % 3], "severity": severities[n % 4], "region": f"31.7{1 + n % 5}",
                    "agency": [None, "kpu", "polri"][n % 3], "occurred": f"2024-11-27T0{n % 6}:{n % 60:02}"})
        for n in range(2000)
    ]  # fmt: skip
    post("import", "-", stdin="\n".join(lines))
    for row in post.rows("incidents")[::40]:
        if row["status"] == "baru":
            post("update", row["id"], "--status", "bukan_masalah", "--severity", "kritis", "--agency", "BPBD")
    report, rows = post.rows("sitrep"), post.rows("incidents")
    for name in ("agency", "category", "region", "severity", "status"):
        counted = {row[name]: (row["all"], row["open"]) for row in report[f"by_{name}"] if row["all"]}
        expected = {}
        for row in rows:
            total, unsettled = expected.get(row[name], (0, 0))
            expected[row[name]] = (total + 1, unsettled + (row["status"] in ("baru", "diteruskan")))
        assert counted == expected, name


def test_ages_are_counted_to_the_end_of_the_window(post):
    post.report()
    end = datetime.fromisoformat("2024-11-27T06:00") + timedelta(hours=36)
    assert post.rows("sitrep", "--to", end.isoformat())["open_incidents"][0]["age_hours"] == 36.0


def test_numbers_of_people_are_masked_wherever_they_stand(post):
    post.take("member", "Warga 081234567890", shift="pagi, WA 0812-3456-7890", role="hub. 021-5551234")
    post.take("report", agency="Pak Budi 0812-3456-7890")
    post.take("open", "31", host="Balai Kota, (021) 5551234")
    for form in ("table", "md", "html", "json"):
        assert not any(
            part in post("sitrep", "--public", "-f", form).stdout for part in ("081234567", "0812-3456", "5551234")
        ), form
    assert not any(part in post("export", "--public").stdout for part in ("081234567", "0812-3456", "5551234"))


def test_a_host_named_after_the_window_is_not_in_its_report(post):
    before = post("sitrep", "--to", "2024-11-27T07:00").stdout
    post.at("2024-11-27T09:00")("open", "31", "--host", "Balai Kota")
    assert post("sitrep", "--to", "2024-11-27T07:00").stdout == before


def test_the_report_and_overdue_agree_on_who_is_silent(post):
    post("nil", "31.71")
    for to in ("2024-11-27T18:00", "2024-11-28T05:59", "2024-11-28T06:01", "2024-11-29T06:00"):
        silent = [row["region"] for row in post.rows("overdue", "--by", to, ends=1)]
        assert [
            row["region"] for row in post.rows("sitrep", "--from", "2024-11-27T05:00", "--to", to)["overdue"]
        ] == silent


def test_an_incident_of_earlier_days_that_is_recorded_now_ends_no_silence_of_then(post, laptop, tmp_path):
    city = laptop(by="budi")
    city("open", "31.71")
    city.report(occurred="2024-11-20")
    post("merge", str(city.export(tmp_path / "city.jsonl")))
    assert "31.71" in {row["region"] for row in post.rows("overdue", "--by", "2024-11-21", ends=1)}
    assert "31.71" not in {row["region"] for row in post.rows("overdue", ends=1)}


def test_what_is_later_than_a_report_is_said_beside_it_and_not_in_it(post):
    post.at("2024-11-27T18:00").report()
    count = len(post.log())
    result = post.at("2024-11-27T18:00")("sitrep", "--to", "2024-11-27T18:00")
    assert result.stderr == "pilkada: 1 entry came at 2024-11-27T18:00:00+07:00 or later, and is not in this report.\n"
    assert f"Log: {count - 1} entries" in result.stdout
    up_to_now = post.at("2024-11-27T18:00")("sitrep")
    assert "up to and with 27 November 2024 18:00 (WIB)" in up_to_now.stdout
    assert up_to_now.stderr == ""


def test_what_is_foretold_is_new_once(post):
    post.report(occurred="2024-11-27T14:00")
    new = [
        post.rows("sitrep", "--from", start, "--to", end)["new"]
        for start, end in (("2024-11-27", "2024-11-27T12:00"), ("2024-11-27T12:00", "2024-11-28"))
    ]
    assert new == [1, 0]


def test_what_was_done_first_is_done(post):
    own = post.rows("plan", "list")[0]["id"]
    post.at("2024-11-27T07:00")("plan", "done", own, "--note", "satu")
    post.at("2024-11-28T07:00")("plan", "done", own, "--note", "dua")
    (row,) = [row for row in post.rows("plan", "list") if row["id"] == own]
    assert (row["done"], row["note"]) == ("2024-11-27T07:00:00+07:00", "dua")


def test_an_update_between_two_others_that_the_window_does_not_know_still_links_them(post):
    own = post.report()
    post.at("2024-11-27T08:00")("update", own, "--owner", "kpu")
    post.at("2024-11-27T10:00")("update", own, "--note", "n")
    post.at("2024-11-27T10:30")("update", own, "--owner", "polri", "--at", "2024-11-27T07:30")
    report = post.at("2024-11-27T11:00").rows("sitrep", "--from", "2024-11-27T05:00", "--to", "2024-11-27T09:00")
    assert [(row["owner"], row["conflict"]) for row in report["open_incidents"]] == [("kpu", False)]
    report = post.at("2024-11-27T11:00").rows("sitrep", "--from", "2024-11-27T05:00", "--to", "2024-11-27T11:00")
    assert [(row["owner"], row["conflict"]) for row in report["open_incidents"]] == [("polri", False)]
    assert report["conflicts"] == []


@pytest.mark.parametrize("text", [
    "(021) 345-6789", "021-345-6789", "021 5790 1234", "+62 21 5790 1234", "0812 34 56 78 90", "HP08123456789", "0812\u20133456\u20137890",
    "0812\u00a03456\u00a07890", "31.71.01.234567.8901",
])  # fmt: skip
def test_numbers_are_masked_however_they_are_written(text):
    assert masked(f"hubungi {text} segera") in ("hubungi […] segera", "hubungi HP[…] segera")


def test_json_and_text_have_the_same_agencies(post):
    post.report(agency="KPU")
    assert [(row["agency"], row["in_hand"]) for row in post.rows("sitrep")["by_agency"]] == [("kpu", 0), (None, 1)]
    assert post.rows("sitrep")["unowned"] == 1


WINDOW = ("--from", "2024-11-27T08:00", "--to", "2024-11-27T12:00")


@pytest.fixture
def late(laptop, tmp_path):
    """Two laptops: what the second recorded at seven comes to the first at ten, and again something at one."""
    first, second = laptop(by="rini"), laptop(by="budi")
    first("open", "31")
    second("open", "31")
    second.at("2024-11-27T07:00").report("Banjir di Pluit", "BNC")
    first.at("2024-11-27T09:00").report("Surat suara kurang")
    first.at("2024-11-27T10:00")("merge", str(second.export(tmp_path / "ten.jsonl")))
    return first, second


def test_what_came_late_is_new_in_the_window_in_which_it_came_and_in_no_other(late):
    first, _second = late
    report = first.at("2024-11-27T12:00").rows("sitrep", *WINDOW)
    told = {row["title"]: (row["new"], row["late"]) for row in report["open_incidents"]}
    assert told == {"Banjir di Pluit": (True, True), "Surat suara kurang": (True, False)}
    assert report["new"] == 2
    assert "Banjir di Pluit [new, late]" in first.at("2024-11-27T12:00")("sitrep", *WINDOW).stdout
    earlier = first.rows("sitrep", "--from", "2024-11-27T06:00", "--to", "2024-11-27T08:00")
    assert (earlier["new"], earlier["incidents"]) == (0, 0)
    after = first.rows("sitrep", "--from", "2024-11-27T12:00", "--to", "2024-11-27T18:00")
    assert (after["new"], after["incidents"]) == (0, 2)


def test_the_report_of_a_past_window_is_the_same_whatever_comes_later(late, tmp_path):
    first, second = late
    before = [
        first.at("2024-11-27T12:00")("sitrep", *WINDOW, "-f", form).stdout for form in ("table", "md", "html", "json")
    ]
    second.at("2024-11-27T08:30").report("Listrik padam", "LIS")
    second.at("2024-11-27T08:40")("nil", "31.71")
    first.at("2024-11-27T13:00")("merge", str(second.export(tmp_path / "one.jsonl")))
    first.at("2024-11-28T09:00").report("baru diketahui", occurred="2024-11-27T09:30")
    first.at("2024-11-28T09:10")("plan", "done", first.rows("plan", "list")[0]["id"])
    later = [
        first.at("2024-12-04T12:00")("sitrep", *WINDOW, "-f", form).stdout for form in ("table", "md", "html", "json")
    ]
    assert later == before


def test_by_recorded_the_same_window_is_the_same_in_every_store(late, tmp_path):
    first, second = late
    second.at("2024-11-27T20:00")("merge", str(first.export(tmp_path / "back.jsonl")))
    for form in ("table", "md", "json"):
        drawn = {keyboard("sitrep", *WINDOW, "--by-recorded", "-f", form).stdout for keyboard in late}
        assert len(drawn) == 1
    report = first.rows("sitrep", *WINDOW, "--by-recorded")
    assert {row["title"]: row["new"] for row in report["open_incidents"]} == {
        "Banjir di Pluit": False,
        "Surat suara kurang": True,
    }
    assert first.rows("sitrep", *WINDOW) != second.rows("sitrep", *WINDOW)


def test_incidents_as_of_a_moment_are_those_received_by_then_as_they_stood(late):
    first, _second = late
    own = first.rows("incidents")
    assert own == []
    at_nine, at_ten = (first.at(f"2024-11-27T{hour}:00").rows("incidents") for hour in ("09", "10"))
    assert [row["title"] for row in at_nine] == ["Surat suara kurang"]
    assert [row["title"] for row in at_ten] == ["Banjir di Pluit", "Surat suara kurang"]
    first.at("2024-11-27T11:00")("update", at_nine[0]["id"], "--status", "terverifikasi")
    assert first.at("2024-11-27T09:30").rows("incidents")[0]["status"] == "baru"
    assert first.at("2024-11-27T11:00").rows("incidents")[1]["status"] == "terverifikasi"


def test_what_a_clock_that_ran_ahead_has_recorded_belongs_to_a_report_up_to_now(post):
    post.at("2024-11-28T09:00").report("dengan jam yang maju")
    post.at("2024-11-27T09:00").report("dengan jam yang benar")
    report = post.at("2024-11-27T10:00").rows("sitrep")
    assert (report["incidents"], report["new"]) == (2, 2)
