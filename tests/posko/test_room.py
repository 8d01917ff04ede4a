"""The room: opening the post, who is on duty, what is planned, what is ticked, and who has not been heard of."""

import csv
import io
import json

import pytest

CITIES = ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]


def test_a_new_post_has_the_documented_agencies_and_the_agenda_that_lies_ahead(post):
    members = post.rows("members", "list")
    assert [row["agency"] for row in members][:4] == ["kesbangpol", "sekda", "biro_pemerintahan_tapem", "polri"]
    assert len(members) == 17
    assert "dinkes" not in {row["agency"] for row in members}  # a proposal, which no source shows
    assert members[0] == {
        "agency": "kesbangpol", "name": "Kesbangpol", "role": "Ketua/sekretariat posko; tuan rumah; menyusun laporan harian dan sitrep",
        "contact": None, "shift": None, "since": "2024-11-27T06:00:00+07:00", "ended": None,
    }  # fmt: skip
    plans = post.rows("plan", "list")
    assert [row["at"][11:16] for row in plans] == ["06:00", "07:30", "10:00", "13:00", "13:30", "18:00", "22:00"]
    assert {row["kind"] for row in plans} == {"pemantauan", "rapat"}


def test_a_post_opened_a_week_before_has_the_readiness_check_as_well(laptop):
    early = laptop(as_of="H-7")
    early("open", "31")
    assert early.rows("plan", "list")[0]["at"] == "2024-11-20T00:00:00+07:00"
    assert len(early.rows("plan", "list")) == 8


def test_a_post_opened_after_the_vote_has_the_whole_agenda_for_drills(laptop):
    late = laptop(as_of="2026-11-24")
    late("open", "31")
    assert {row["state"] for row in late.rows("plan", "list")} == {"due"}
    assert len(late.rows("plan", "list")) == 8


def test_a_post_in_papua_keeps_its_own_time(laptop):
    papua = laptop(as_of="2024-11-27T06:00")
    papua("open", "91")
    assert papua.rows("plan", "list")[0]["at"] == "2024-11-27T06:00:00+09:00"
    papua.report()
    assert papua.rows("incidents")[0]["recorded"] == "2024-11-27T06:00:00+09:00"


def test_opening_says_where_and_once_more_changes_nothing(post):
    again = post("open", "DKI", "-f", "json")
    assert json.loads(again.stdout)["new"] is False
    assert len(post.rows("members", "list")) == 17
    assert "post of Daerah Khusus Ibukota Jakarta" in post.said("open", "32")


def test_a_host_can_be_named_later(post):
    post("open", "31", "--host", "Balai Kota")
    assert post.rows("sitrep")["host"] == "Balai Kota"
    assert len(post.rows("members", "list")) == 17


def test_the_whole_country_can_have_a_post(laptop):
    national = laptop()
    assert national.id("open", "nasional") == "nasional"
    national("nil", "31")
    assert len(national.rows("overdue", ends=1)) == 37  # Jakarta is heard of


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


def test_the_agenda_grows_falls_due_and_is_done(post):
    own = post.id(
        "plan",
        "add",
        "Sosialisasi di pasar",
        "--kind",
        "sosialisasi",
        "--at",
        "2024-11-27T09:00",
        "--region",
        "31.74",
        "--agency",
        "KPU",
    )
    (row,) = [row for row in post.rows("plan", "list") if row["id"] == own]
    assert (row["kind"], row["region"], row["agency"], row["state"]) == ("sosialisasi", "31.74", "kpu", "planned")
    later = post.at("2024-11-27T09:00")
    assert own in {row["id"] for row in later.rows("plan", "list", "--state", "due")}
    # Ids of one morning share their beginning: as much of it as is needed names one.
    later("plan", "done", own[:20], "--note", "80 orang")
    (row,) = [row for row in later.rows("plan", "list") if row["id"] == own]
    assert (row["state"], row["done"], row["done_by"], row["note"]) == (
        "done",
        "2024-11-27T09:00:00+07:00",
        "rini",
        "80 orang",
    )
    assert post.said("plan", "done", post.report(), ends=3)


def test_a_plan_can_be_given_in_days_from_voting_day(post):
    post("plan", "add", "Rapat evaluasi", "--kind", "rapat", "--at", "H+3")
    assert post.rows("plan", "list")[-1]["at"] == "2024-11-30T00:00:00+07:00"


def test_ticks_are_shown_by_the_checklist_and_taken_back(post, monkeypatch, rows):
    for name, value in post.environment.items():
        monkeypatch.setenv(name, value)

    def item():
        return next(row for row in rows("checklist", "masa-tenang") if row["id"] == "quiet-02")

    assert (item()["overdue"], item()["done"], item()["done_by"]) == (True, None, None)
    post("tick", "quiet-period", "QUIET-02", "--note", "bersih")
    assert (item()["overdue"], item()["done"], item()["done_by"]) == (False, "2024-11-27T06:00:00+07:00", "rini")
    post.used_by("budi")("tick", "masa-tenang", "quiet-02")
    assert item()["done_by"] == "budi"
    post("untick", "masa-tenang", "quiet-02")
    assert item()["done"] is None
    assert "not ticked" in post.said("untick", "masa-tenang", "quiet-02", ends=3)


def test_a_tick_and_its_opposite_at_one_moment_end_as_the_last_one_says(post):
    for _ in range(3):
        post("tick", "masa-tenang", "quiet-01")
        post("untick", "masa-tenang", "quiet-01")
    assert post.rows("sitrep")["checklists"][0]["done"] == 0
    post.at("2024-11-27T05:00")("tick", "masa-tenang", "quiet-01")
    assert "masa-tenang" in {row["stage"] for row in post.rows("sitrep")["checklists"]}


def test_a_box_is_crossed_on_paper(post, monkeypatch, run):
    post("tick", "masa-tenang", "quiet-01")
    for name, value in post.environment.items():
        monkeypatch.setenv(name, value)
    paper = run("checklist", "masa-tenang", "-f", "md").stdout
    assert paper.count("- [x]") == 1
    assert paper.count("- [ ]") == 9
    assert "**done 27 November 2024 06:00, rini**" in paper


@pytest.mark.parametrize(("stage", "item", "words"), [
    ("masa-tenang", "quiet-99", "has no item 'quiet-99'; its items are quiet-01"), ("masa-riuh", "quiet-01", "No stage"),
    ("libur-pemungutan-suara", "quiet-01", "has no checklist"),
])  # fmt: skip
def test_what_no_checklist_has_cannot_be_ticked(post, stage, item, words):
    assert words in post.said("tick", stage, item, ends=3)


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


@pytest.mark.parametrize(
    "arguments", [["members", "list"], ["plan", "list"], ["incidents"], ["overdue"], ["log"], ["verify"]]
)
def test_every_list_has_every_format(file_post, arguments):
    file_post.report('Titel, "mit" Zeichen')
    ends = 1 if arguments == ["overdue"] else 0
    rows = file_post.rows(*arguments, ends=ends)
    lines = file_post(*arguments, "-f", "jsonl", ends=ends).stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.reader(io.StringIO(file_post(*arguments, "-f", "csv", ends=ends).stdout)))
    assert len(table) == len(rows) + 1
    tsv = file_post(*arguments, ends=ends).stdout.splitlines()
    assert tsv[0].split("\t") == table[0]
    assert len(tsv) == len(rows) + 1
    first = table[0][0]
    picked = file_post(*arguments, "--columns", first, "--no-header", ends=ends).stdout.splitlines()
    assert len(picked) == len(rows)
    import yaml

    assert len(yaml.safe_load(file_post(*arguments, "-f", "yaml", ends=ends).stdout)) == len(rows)
    assert file_post(*arguments, "-f", "md", ends=ends).stdout.startswith("| ") or not rows


def test_the_writer_is_by_then_the_variable_then_the_system_s_user(file_post, monkeypatch):
    file_post("nil", "31.71", "--by", "sari")
    file_post("nil", "31.71")
    monkeypatch.setenv("LOGNAME", "systemuser")
    file_post.by = ""
    file_post("nil", "31.71")
    assert [entry["writer"] for entry in file_post.log()[-3:]] == ["sari", "rini", "systemuser"]
    assert "blank" in file_post.said("nil", "31.71", "--by", " ")


def test_the_words_of_the_post_are_explained_without_a_post(run):
    rows = json.loads(run("posko", "words", "-f", "json").stdout)
    assert {kind: sum(row["kind"] == kind for row in rows) for kind in ("category", "severity", "status", "agency", "task")} == {
        "category": 22, "severity": 4, "status": 8, "agency": 18, "task": 4,
    }  # fmt: skip
    assert next(row for row in rows if row["id"] == "KMP") == {
        "kind": "category", "id": "KMP", "name": "Kampanye di luar jadwal/tempat terlarang",
        "meaning": "Kampanye pada masa tenang, tempat ibadah, pendidikan, fasilitas negara.", "leads": ["bawaslu", "polri", "pemda"],
        "referred": True, "basis": "UU Pilkada Ps. 187 ayat (1)", "name_en": "Campaign off-schedule or in a banned place",
        "meaning_en": "Campaigning in the quiet period, worship, schools, state facilities.",
    }  # fmt: skip
    statuses = json.loads(run("posko", "words", "--kind", "status", "-f", "json").stdout)
    assert statuses[0]["leads"] == ["terverifikasi", "bukan_masalah"]
    assert "Quiet" not in run("posko", "words", "-f", "table", "--lang", "id").stdout


def test_where_a_category_or_an_agency_comes_from(run):
    rows = json.loads(run("sources", "kmp", "-f", "json").stdout)
    assert [(row["subject"], row["key"], row["fact"]) for row in rows] == [
        ("categories", "KMP", "Kampanye di luar jadwal/tempat terlarang")
    ]
    assert len(rows[0]["pages"]) == 3
    assert json.loads(run("sources", "Bawaslu", "-f", "json").stdout)[0]["subject"] == "agencies"
