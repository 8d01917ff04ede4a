"""Incidents: reported, found by the beginning of an id, moved from status to status, referred, filtered."""

import json
import re

import pytest

FIELDS = ["id", "title", "region", "category", "severity", "status", "agency", "owner", "occurred", "recorded", "updated",
          "age_hours", "conflict"]  # fmt: skip
VIOLATIONS = ["APK", "ASN", "CLN", "KMP", "PRS", "SARA", "UANG"]


def test_a_report_prints_the_id_alone_and_the_lists_have_its_fields(post):
    result = post("report", "Surat suara kurang 40 lembar", "--region", "Jakarta Barat", "--category", "log", "--severity", "TINGGI",
                  "--agency", "KPU", "--occurred", "2024-11-27T05:30", "--details", "TPS 12 dan 13")  # fmt: skip
    own = result.stdout.strip()
    assert result.stdout == f"{own}\n"
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", own)
    assert result.stderr == ""
    expected = {
        "id": own, "title": "Surat suara kurang 40 lembar", "region": "31.73", "category": "LOG", "severity": "tinggi", "status": "baru",
        "agency": "kpu", "owner": None, "occurred": "2024-11-27T05:30:00+07:00", "recorded": "2024-11-27T06:00:00+07:00",
        "updated": "2024-11-27T06:00:00+07:00", "age_hours": 0.5, "conflict": False,
    }  # fmt: skip
    (listed,) = post.rows("incidents")
    assert listed == {
        **expected,
        "call_sign": listed["call_sign"],
        "place": None,
        "duplicate_of": None,
        "retracted": False,
        "ref": None,
        "details": "TPS 12 dan 13",
        "contact": None,
    }
    assert post.rows("show", listed["call_sign"])["id"] == own
    assert list(post.rows("incidents")[0]) == [
        *FIELDS, "call_sign", "place", "duplicate_of", "retracted", "ref", "details", "contact"
    ]  # fmt: skip
    shown = post.rows("show", own)
    assert {name: shown[name] for name in FIELDS} == expected
    assert shown["details"] == "TPS 12 dan 13"
    assert [act["writer"] for act in shown["history"]] == ["rini"]
    assert post.rows("incidents", "show", own) == shown


def test_what_is_left_out_is_the_post_s_region_and_the_category_s_usual_severity(post):
    post.report(category="RSK")
    (row,) = post.rows("incidents")
    assert (row["region"], row["severity"], row["agency"]) == ("31", "kritis", None)


def test_on_a_terminal_a_sentence_says_what_was_recorded(post):
    said = post("report", "Banjir", "--category", "BNC", "-f", "table").stdout
    assert re.fullmatch(
        r"Recorded as [0-9A-HJKMNP-TV-Z]{4}: Banjir\n"
        r"Jakarta \(31\) · BNC \(Natural disaster, flood, extreme weather\) · High · 27 Nov 06:00 WIB · rini · "
        r"the clock is set: a drill or a replay\nTo be told within 1 hour \(our proposal\): Forkopimda and the post above\n",
        said,
    )
    answered = json.loads(post("report", "Banjir lagi", "--category", "BNC", "-f", "json").stdout)
    assert list(answered) == FIELDS


@pytest.mark.parametrize(
    ("arguments", "words", "ends"),
    [
        (["x", "--category", "POLITIK"], "'POLITIK' is no category", 2), (["x"], "--category is missing", 2),
        (["x", "--category", "LOG", "--severity", "parah"], "is no severity", 2),
        (["x", "--category", "LOG", "--region", "Bandung"], "fits 2 regions", 3), (["x", "--category", "LOG", "--region", "Jakrta Barat"], "Jakarta Barat", 3),
        (["x", "--category", "LOG", "--occurred", "kemarin"], "kemarin", 2), (["", "--category", "LOG"], "The title is blank", 2),
        (["x" * 301, "--category", "LOG"], "301 characters; 300 at most", 2), (["x", "--category", "LOG", "--agency", " "], "The agency is blank", 2),
        (["x", "--category", "LOG", "--details", "y" * 20_001], "20001 characters; 20000", 2), (["x", "--category", "LOG", "--by", "z" * 121], "121 characters", 2),
        (["x", "--category", "LOG", "--occurred", "0001-01-01"], "0001-01-01", 2),
    ],
)  # fmt: skip
def test_a_bad_report_is_refused_in_one_sentence_and_nothing_is_recorded(file_post, arguments, words, ends):
    before = len(file_post.log())
    assert words in file_post.said("report", *arguments, ends=ends)
    assert len(file_post.log()) == before


def test_an_incident_goes_its_way_to_the_end(post):
    own = post.report()
    for status in ("terverifikasi", "ditangani", "dipantau", "ditangani", "selesai", "ditutup"):
        assert post.id("update", own, "--status", status) == own
        assert post.rows("show", own)["status"] == status
    assert "nothing follows it" in post.said("update", own, "--status", "baru")
    assert [act.get("status") for act in post.rows("show", own)["history"]] == [
        "baru", "terverifikasi", "ditangani", "dipantau", "ditangani", "selesai", "ditutup",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("way", "next_one", "allowed"),
    [
        ([], "ditangani", "terverifikasi, bukan_masalah"), ([], "ditutup", "terverifikasi, bukan_masalah"), ([], "baru", "terverifikasi, bukan_masalah"),
        (["terverifikasi"], "selesai", "ditangani, diteruskan"), (["terverifikasi", "ditangani"], "baru", "dipantau, selesai, diteruskan"),
        (["terverifikasi", "diteruskan"], "ditutup", "dipantau, selesai, bukan_masalah"), (["bukan_masalah"], "ditangani", "ditutup"),
        (["terverifikasi", "ditangani", "selesai"], "dipantau", "ditutup, ditangani"),
    ],
)  # fmt: skip
def test_a_step_that_the_reference_does_not_list_is_refused_naming_those_allowed(file_post, way, next_one, allowed):
    own = file_post.report()
    for status in way:
        file_post("update", own, "--status", status)
    assert f"allowed are {allowed}." in file_post.said("update", own, "--status", next_one)
    assert file_post.rows("show", own)["status"] == (way or ["baru"])[-1]


def test_an_update_can_name_the_owner_note_and_correct(post):
    own = post.report(region="31.73")
    post("update", own, "--owner", "Polres", "--note", "patroli ke lokasi")
    post.used_by("budi")(
        "update",
        own,
        "--title",
        "Surat suara tertukar",
        "--severity",
        "tinggi",
        "--region",
        "31.74",
        "--category",
        "dpt",
    )
    row = post.rows("show", own)
    assert (row["owner"], row["title"], row["severity"], row["region"], row["category"], row["status"]) == (
        "polri", "Surat suara tertukar", "tinggi", "31.74", "DPT", "baru",
    )  # fmt: skip
    assert [act["writer"] for act in row["history"]] == ["rini", "rini", "budi"]
    assert row["history"][1]["note"] == "patroli ke lokasi"
    assert "Say what became of it" in post.said("update", own)


def test_the_lists_show_an_incident_as_it_stands(post):
    own = post.report(region="31.73")
    post("update", own, "--status", "terverifikasi", "--owner", "KPU")
    (row,) = post.rows("incidents", "--status", "terverifikasi")
    assert (row["id"], row["owner"]) == (own, "kpu")
    assert post.rows("incidents", "--status", "baru") == []


@pytest.mark.parametrize("category", VIOLATIONS)
def test_a_violation_is_recorded_as_referred_to_bawaslu_and_the_text_says_so(file_post, category):
    result = file_post("report", "x", "--category", category)
    assert result.stderr == (
        "Recorded as referred to Bawaslu: the post takes no reports of violations; bring it to Bawaslu within 7 days "
        "of its becoming known (UU Pilkada Pasal 134).\n"
    )
    (row,) = file_post.rows("incidents")
    assert (row["status"], row["owner"]) == ("diteruskan", "bawaslu")


def test_an_incident_that_turns_out_to_be_a_violation_is_referred_as_well(post):
    own = post.report()
    said = post("update", own, "--category", "UANG").stderr
    assert "referred to Bawaslu" in said
    row = post.rows("show", own)
    assert (row["category"], row["status"], row["owner"]) == ("UANG", "diteruskan", "bawaslu")


def test_only_what_bawaslu_takes_is_a_violation(words):
    assert sorted(one.id for one in words.categories.values() if one.violation) == VIOLATIONS
    assert {one.lead for one in words.categories.values() if one.violation} == {"bawaslu"}


def test_an_id_may_be_shortened_as_long_as_it_is_one(post):
    own = post.report()
    other = post.at("2024-11-27T20:00").report()
    assert own[:6] != other[:6]
    assert post.rows("show", own[:6])["id"] == own
    assert post.rows("show", other[:9].upper())["id"] == other
    post("update", own[:8], "--status", "terverifikasi")
    twin = post.report()
    assert post.said("show", twin[:6], ends=3) == (
        f"'{twin[:6]}' fits 2 entries: {min(own, twin)}, {max(own, twin)}; give more of it."
    )


@pytest.mark.parametrize(
    "text", ["01936", "", "zzzzzz", "ffffffff", "01936ab3-f980-7367-aa63-5ae544cebfc1x", "%", "' OR 1=1 --", "*" * 5000]
)
def test_an_id_that_is_none_is_said_to_be_none(file_post, text):
    file_post.report()
    for arguments in (["show", text], ["update", text, "--status", "terverifikasi"], ["incidents", "show", text]):
        assert len(file_post.said(*arguments, ends=3)) < 300


def test_the_id_of_another_thing_is_no_incident(post):
    assert "No entry here" in post.said("show", post.id("nil", "31.71"), ends=3)


def test_filters_pick_and_add_up(post):
    first = post.report("satu", "LOG", region="31.71", agency="KPU")
    second = post.at("2024-11-27T08:00").report("dua", "KEK", region="31.72", agency="Polri", severity="kritis")
    post.at("2024-11-27T09:00")("update", first, "--status", "bukan_masalah", "--owner", "KPU")

    later = post.at("2024-11-27T12:00")

    def ids(*filters):
        return [row["id"] for row in later.rows("incidents", *filters)]

    assert ids() == [first, second]
    assert (
        ids("--region", "31.71")
        == ids("--category", "log")
        == ids("--agency", "kpu")
        == ids("--owner", "kpu")
        == [first]
    )
    assert ids("--severity", "kritis") == ids("--open") == ids("--status", "baru") == [second]
    assert ids("--region", "31") == [first, second]
    assert ids("--since", "2024-11-27T08:30") == [first]
    assert ids("--since", "2024-11-27T07:00", "--category", "KEK") == [second]
    assert ids("--conflict") == ids("--category", "HOAX") == []
    assert post("incidents", "--category", "HOAX", "-f", "json").stdout == "[]\n"


def test_the_history_is_told_in_order_for_people(post):
    own = post.report("Listrik padam", "LIS", region="31.75")
    post.at("2024-11-27T07:15")("update", own, "--status", "terverifikasi", "--owner", "PLN")
    told = post("show", own, "-f", "table").stdout
    assert "Category  LIS (Power outage)\n" in told
    assert "Status    Verified\n" in told
    assert re.search(r"  27 Nov 07:15  [0-9A-Z]{4}  rini  owner: PLN; status: Verified\n", told)
    indonesian = post("show", own, "-f", "table", "--lang", "id").stdout
    assert "Terverifikasi\n" in indonesian


def test_something_recorded_while_the_clock_was_set_says_so(post, laptop):
    post.report()
    assert all(entry["body"].get("clock") == "set" for entry in post.log())
    real = laptop(as_of=None)
    real("open", "31")
    assert not any("clock" in entry["body"] for entry in real.log())


def test_details_come_from_standard_input_only_for_a_dash(file_post):
    own = file_post.id("report", "x", "--category", "LOG", "--details", "teks")
    assert file_post.rows("show", own)["details"] == "teks"
    result = file_post("report", "x", "--category", "LOG", "--details", "-", stdin="baris satu\nbaris dua\n")
    assert file_post.rows("show", result.stdout.strip())["details"] == "baris satu\nbaris dua"
    assert "blank" in file_post.said("report", "x", "--category", "LOG", "--details", "-", stdin="")


def test_a_correction_into_a_violation_takes_no_other_status_or_owner(post):
    own = post.report(category="LAIN")
    for more in (["--status", "terverifikasi"], ["--owner", "polri"]):
        assert "UANG is a violation, which is referred to bawaslu" in post.said(
            "update", own, "--category", "UANG", *more
        )
    assert post.rows("show", own)["category"] == "LAIN"
    post("update", own, "--category", "UANG", "--owner", "Bawaslu", "--note", "dilaporkan warga")
    assert (post.rows("show", own)["status"], post.rows("show", own)["owner"]) == ("diteruskan", "bawaslu")


def test_what_is_closed_or_was_a_violation_before_keeps_its_status(post):
    closed, resolved = post.report(category="LAIN"), post.report(category="UANG")
    for status in ("bukan_masalah", "ditutup"):
        post("update", closed, "--status", status)
    post("update", resolved, "--status", "selesai")
    assert post("update", closed, "--category", "UANG").stderr == ""
    assert post("update", resolved, "--category", "ASN").stderr == ""
    assert [(row["category"], row["status"]) for row in post.rows("incidents")] == [
        ("UANG", "ditutup"),
        ("ASN", "selesai"),
    ]


def test_data_whose_words_do_not_fit_are_refused_before_anything_is_recorded(file_post, data):
    path = data / "posko.yaml"
    path.write_text(path.read_text("utf-8").replace("    severity: sedang\n", "    severity: parah\n", 1), "utf-8")
    before = file_post.log()
    file_post.said("report", "x", "--category", "LOG", "--data", str(data), ends=4)
    assert file_post.log() == before
    path.write_text("[]", "utf-8")
    file_post.said("report", "x", "--category", "LOG", "--data", str(data), ends=4)
    file_post.said("import", "-", "--data", str(data), stdin='{"title": "x", "category": "LOG"}', ends=4)
    assert file_post.log() == before


def test_a_filter_by_an_agency_that_nobody_has_recorded_says_nothing_of_recording(post):
    post.report(agency="Polres")
    assert post("incidents", "--agency", "polrii").stderr == ""
    assert len(post.rows("incidents", "--agency", "polda")) == 1


def test_the_whole_country_s_word_can_be_typed_back(laptop):
    national = laptop()
    national("open", "nasional")
    own = national.report()
    national("nil", "nasional", "--force")
    assert [row["id"] for row in national.rows("incidents", "--region", "Nasional")] == [own]


@pytest.mark.parametrize("when", ["0001-01-01", "1969-12-31", "9998-12-31", "9999-12-31T23:59:59.999"])
def test_the_edges_of_the_calendar_are_refused(file_post, when):
    for arguments in (["report", "x", "--category", "LOG", "--occurred", when], ["sitrep", "--to", when], ["sitrep", "--from", when],
                      ["plan", "add", "x", "--at", when], ["overdue", "--by", when], ["log", "--from", when]):  # fmt: skip
        assert when[:4] in file_post.said(*arguments)
    for arguments in (["sitrep"], ["incidents"], ["nil", "31.71"], ["overdue"]):
        file_post.at(when)(*arguments, ends=2)


@pytest.mark.parametrize(
    ("old", "new", "arguments"),
    [
        ("  agency: bawaslu", "  agency: mars", ["report", "x", "--category", "UANG"]), ("    referral: yes\n", "", ["report", "x", "--category", "LOG"]),
        ('    day: "-7"', '    day: "999999999"', ["report", "x", "--category", "LOG"]),
    ],
)  # fmt: skip
def test_data_that_the_post_cannot_work_with_are_invalid(file_post, data, old, new, arguments, run):
    path = data / "posko.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    before = file_post.log()
    file_post.said(*arguments, "--data", str(data), ends=4)
    assert file_post.log() == before
    assert run("check", "--data", str(data)).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [["report", "x", "--category", "LOG"], ["nil", "31.71"], ["members", "add", "KPU"], ["members", "end", "KPU"], ["plan", "add", "x", "--at", "H"],
     ["tick", "masa-tenang", "quiet-01"], ["open", "31", "--host", "x"], ["import", "-"], ["merge", "-"], ["rebuild"]],
)  # fmt: skip
def test_a_column_that_does_not_exist_is_refused_before_anything_is_recorded(file_post, arguments):
    before = file_post.log()
    said = file_post.said(*arguments, "--columns", "nosuch", stdin='{"title": "x", "category": "LOG"}')
    assert said.startswith("There is no column 'nosuch' here; the columns are ")
    assert file_post.log() == before


def test_an_update_of_a_column_that_does_not_exist_is_refused_as_well(file_post):
    own = file_post.report()
    before = file_post.log()
    file_post.said("update", own, "--note", "x", "--columns", "nosuch")
    assert file_post.log() == before


def test_details_of_blanks_and_text_are_kept_whole_or_refused(post):
    text = " " * 150_000 + "x" * 15_000
    own = post("report", "x", "--category", "LOG", "--details", "-", stdin=text).stdout.strip()
    assert post.rows("show", own)["details"] == "x" * 15_000
    assert "longer than 1024 kB" in post.said(
        "report", "x", "--category", "LOG", "--details", "-", stdin=" " * (1 << 20) + "x"
    )


def test_what_is_acknowledged_is_what_was_recorded(post):
    member = json.loads(post("members", "add", "KPU", "--shift", "  pagi  ", "-f", "json").stdout)
    plan = json.loads(post("plan", "add", "  rapat  ", "--at", "H", "-f", "json").stdout)
    assert (member["shift"], plan["title"]) == ("pagi", "rapat")


def test_a_carriage_return_comes_back_from_csv(post):
    import csv
    import io

    post.report("cr\rdi tengah")
    post.report("lf\ndi tengah")
    rows = list(csv.reader(io.StringIO(post("incidents", "-f", "csv", "--columns", "title,status").stdout, newline="")))
    assert rows == [["title", "status"], ["cr\rdi tengah", "baru"], ["lf\ndi tengah", "baru"]]


@pytest.mark.parametrize(
    ("category", "meant"),
    [("LISTRIK", "LIS (Power outage)"), ("listrik padam", "LIS (Power outage)"), ("NET", "ASN (Neutrality of officials) or INET (Network or system failure)"),
     ("netw", "INET (Network or system failure) or ASN (Neutrality of officials)"), ("banjir", "BNC ("), ("LOGG", "LOG (")],
)  # fmt: skip
def test_a_category_that_is_none_is_refused_with_what_may_be_meant_and_all_there_are(file_post, words, category, meant):
    first, *listed = file_post.said("report", "x", "--category", category).splitlines()
    assert f"did you mean {meant}" in first
    assert [line.split()[0] for line in listed] == list(words.categories)
    assert file_post.rows("incidents") == []


def test_words_of_an_import_are_refused_in_one_line_each(file_post):
    lines = "\n".join(json.dumps({"title": "x", "category": word}) for word in ("NET", "LISTRIK"))
    result = file_post("import", "-", stdin=lines, ends=2)
    assert len(result.stderr.splitlines()) == 3


def test_a_severity_or_status_that_is_none_lists_those_that_are(file_post):
    assert "  kritis  Critical" in file_post.said("report", "x", "--category", "LOG", "--severity", "parah")
    assert "did you mean terverifikasi (Verified)?" in file_post.said(
        "update", file_post.report(), "--status", "verified"
    )


def test_when_it_happened_can_be_corrected_and_when_something_was_done_is_another_matter(post):
    later = post.at("2024-11-27T08:00")
    own = later.report(occurred="07:30")
    later("update", own, "--status", "terverifikasi", "--at", "07:45")
    assert later.rows("show", own)["occurred"] == "2024-11-27T07:30:00+07:00"
    later("update", own, "--occurred", "06:15")
    (row,) = later.rows("incidents")
    assert (row["occurred"], row["age_hours"]) == ("2024-11-27T06:15:00+07:00", 1.8)
    shown = later.rows("show", own)
    assert [act["occurred"][11:16] for act in shown["history"]] == ["07:30", "07:45", "08:00"]
    assert shown["history"][2]["happened"] == "2024-11-27T06:15:00+07:00"
    assert "happened: 27 Nov 06:15 WIB" in " ".join(later("show", own, "-f", "table").stdout.split())
    assert later.rows("sitrep")["open_incidents"][0]["occurred"] == "2024-11-27T06:15:00+07:00"
    other = later.report("danau meluap", occurred="06:30")
    assert [one["id"] for one in later.rows("incidents")] == [own, other]
    assert "still ahead" in later.said("update", own, "--occurred", "09:00")


def test_a_correction_of_the_time_travels_and_is_disputed_like_any_other(laptop, tmp_path):
    first, second = laptop(by="rini"), laptop(by="budi")
    first("open", "31")
    own = first.report()
    second("merge", str(first.export(tmp_path / "a.jsonl")))
    first.at("2024-11-27T08:00")("update", own, "--occurred", "05:00")
    second.at("2024-11-27T08:05")("update", own, "--occurred", "05:30")
    first.at("2024-11-27T09:00")("merge", str(second.export(tmp_path / "b.jsonl")))
    shown = first.at("2024-11-27T09:00").rows("show", own)
    assert (shown["occurred"], shown["conflict"]) == ("2024-11-27T05:30:00+07:00", True)


def test_where_exactly_is_recorded_corrected_searched_and_masked_for_the_public(post):
    own = post.report(place="TPS 12, Kel. Kebon Jeruk")
    assert post.rows("incidents")[0]["place"] == "TPS 12, Kel. Kebon Jeruk"
    post("update", own, "--place", "TPS 21, rumah 0812-3456-7890", "--mask")
    assert post.rows("incidents", "--search", "tps 21")[0]["id"] == own
    assert "0812-3456" not in post("export", "--public").stdout
    assert "blank" in post.said("report", "x", "--category", "LOG", "--place", " ")
    post("import", "-", stdin=json.dumps({"title": "x", "category": "LOG", "place": "TPS 7"}))
    assert {row["place"] for row in post.rows("incidents")} == {"TPS 21, rumah […]", "TPS 7"}
    assert (
        "TPS 7 · Jakarta (31) · LOG"
        in post("report", "x", "--category", "LOG", "--place", "TPS 7", "-f", "table").stdout
    )


@pytest.mark.parametrize("category", ["LOG", "LIS"])
def test_what_was_taken_for_a_violation_goes_back_to_what_it_was(post, category):
    own = post.report(category="LOG")
    post("update", own, "--status", "terverifikasi", "--owner", "PLN")
    post("update", own, "--category", "ASN")
    assert (post.rows("show", own)["status"], post.rows("show", own)["owner"]) == ("diteruskan", "bawaslu")
    post("update", own, "--category", category)
    row = post.rows("show", own)
    assert (row["category"], row["status"], row["owner"]) == (category, "terverifikasi", "PLN")


def test_what_was_reported_as_a_violation_begins_anew_when_it_is_none(post):
    own = post.report(category="ASN")
    post("update", own, "--category", "INET")
    row = post.rows("show", own)
    assert (row["category"], row["status"], row["owner"]) == ("INET", "baru", None)
    assert post.rows("sitrep")["unowned"] == 1
    assert post.rows("verify") == []


@pytest.mark.parametrize("steps", [["bukan_masalah"], ["bukan_masalah", "ditutup"]])
def test_what_was_settled_is_opened_again_with_a_note(post, steps):
    own = post.report()
    for status in steps:
        post("update", own, "--status", status)
    assert "say why" in post.said("update", own, "--status", "terverifikasi")
    post("update", own, "--status", "terverifikasi", "--note", "ternyata benar")
    assert post.rows("show", own)["status"] == "terverifikasi"


def test_one_call_has_every_value_of_every_incident(post):
    own = post.report(details="40 lembar\nTPS 5", contact="Ketua KPPS", place="TPS 5", region="31.73", agency="KPU")
    other = post.report("Banjir", category="BNC")
    post("update", own, "--status", "terverifikasi", "--owner", "Polri")
    taken = post.report("salah catat", details="teks")
    post("redact", taken, "--field", "details", "--note", "nama orang")
    post("retract", taken, "--note", "salah")
    listed = {row["id"]: row for row in post.rows("incidents", "--all")}
    assert set(listed) == {own, other, taken}
    for own_id, row in listed.items():
        shown = post.rows("show", own_id)
        assert {name: value for name, value in shown.items() if name not in ("history", "further_reports")} == row
    assert (listed[own]["details"], listed[own]["contact"]) == ("40 lembar\nTPS 5", "Ketua KPPS")
    assert (listed[other]["details"], listed[taken]["details"]) == (None, "███")


def test_a_list_for_the_public_has_no_contacts_and_no_numbers_of_people(post):
    post.report(contact="Ketua KPPS", details="teks")
    other = post.take(
        "report", details="hubungi 0812-3456-7890", title="NIK 3171234567890123", contact="0812-3456-7890"
    )
    rows = {row["id"]: row for row in post.rows("incidents", "--public")}
    assert len(rows) == 2
    assert {row["contact"] for row in rows.values()} == {None}
    assert list(rows[other]) == list(post.rows("incidents")[0])
    for form in ("json", "csv", "table", "md"):
        public = post("incidents", "--public", "-f", form).stdout
        assert not any(text in public for text in ("Ketua KPPS", "3456", "3171234567890123"))
    assert "0812-3456-7890" in post("incidents", "-f", "json").stdout
