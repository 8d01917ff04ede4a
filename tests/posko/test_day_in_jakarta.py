"""A day of Jakarta's post: ten agencies, forty incidents from two laptops, nil reports with one silent, the six o'clock report."""

import json
import re

import pytest

AGENCIES = [
    "Kesbangpol",
    "Polda Metro Jaya",
    "Kodam Jaya",
    "Kejati",
    "KPU",
    "Bawaslu",
    "Satpol PP",
    "BPBD",
    "Dishub",
    "Dinkes",
]
CITIES = ["31.71", "31.72", "31.73", "31.74", "31.75"]
CATEGORIES = ["LOG", "DPT", "KEK", "LIS", "UANG"]


@pytest.fixture(scope="module")
def day(shared_place, post_at, tmp_path_factory):
    """The day as two laptops had it, merged with each other, for those who only read."""
    return day_of(shared_place, post_at, tmp_path_factory.mktemp("day"))


@pytest.fixture
def own_day(place, post_at, tmp_path):
    """The same, for those who write more."""
    return day_of(place, post_at, tmp_path)


def day_of(place, post_at, tmp_path):
    """Make the day; gives both keyboards, at six in the evening."""
    hosts, field = post_at(place(), "rini", "2024-11-27T05:30"), post_at(place(), "budi", "2024-11-27T06:00")
    hosts("open", "DKI", "--host", "Kesbangpol DKI Jakarta")
    for agency in AGENCIES:
        hosts("members", "add", agency, "--contact", "0812-3456-7890", "--shift", "06:00-14:00")
    field("merge", str(hosts.export(tmp_path / "morning.jsonl")))
    made = []
    for number in range(40):
        keyboard = (hosts, field)[number % 2].at(f"2024-11-27T{7 + number // 5:02}:{number % 5}0")
        made.append(
            keyboard.report(
                f"Kejadian {number}", CATEGORIES[number % 5], region=CITIES[number % 4], agency=AGENCIES[number % 10]
            )
        )
    for number in range(0, 40, 4):
        keyboard = (hosts, field)[number % 2].at("2024-11-27T15:30")
        if CATEGORIES[number % 5] != "UANG":
            keyboard("update", made[number], "--status", "terverifikasi", "--owner", "Polres")
    field.at("2024-11-27T16:00")("merge", str(hosts.export(tmp_path / "a.jsonl")))
    hosts.at("2024-11-27T16:00")("merge", str(field.export(tmp_path / "b.jsonl")))
    field.at("2024-11-27T16:10")("update", made[0], "--status", "ditangani")
    hosts.at("2024-11-27T16:20")("update", made[0], "--status", "diteruskan")
    for code in CITIES:
        hosts.at("2024-11-27T17:00")("nil", code, "--note", "aman dan kondusif", "--force")
    first = hosts.rows("plan", "list")[0]["id"]
    hosts.at("2024-11-27T06:20")("plan", "done", first)
    hosts.at("2024-11-27T06:30")("tick", "pemungutan-suara", "vote-01")
    for one, other in ((hosts, field), (field, hosts)):
        one("merge", str(other.export(tmp_path / "c.jsonl")))
    return hosts.at("2024-11-27T18:00"), field.at("2024-11-27T18:00")


WINDOW = ["--from", "2024-11-27T06:00", "--to", "2024-11-27T18:00"]


def test_the_six_o_clock_report_adds_up(day, roster):
    report = day[0].rows("sitrep", *WINDOW)
    assert (report["post"], report["name"], report["host"], report["zone"]) == (
        "31",
        "Daerah Khusus Ibukota Jakarta",
        "Kesbangpol DKI Jakarta",
        "WIB",
    )
    assert (report["from"], report["to"]) == ("2024-11-27T06:00:00+07:00", "2024-11-27T18:00:00+07:00")
    assert (report["label"], report["days"], report["voting_day"]) == ("H", 0, "2024-11-27")
    assert "pemungutan-suara" in report["stages"]
    assert (report["incidents"], report["new"], report["open"]) == (40, 40, 40)
    for part in ("by_agency", "by_category", "by_region", "by_severity", "by_status"):
        assert sum(row["all"] for row in report[part]) == 40, part
    assert {row["category"]: row["all"] for row in report["by_category"]} == dict.fromkeys(CATEGORIES, 8)
    assert {row["region"]: row["all"] for row in report["by_region"]} == dict.fromkeys(CITIES[:4], 10)
    assert next(row for row in report["by_agency"] if row["agency"] == "kpu") == {
        "agency": "kpu",
        "all": 4,
        "new": 4,
        "open": 4,
        "in_hand": 0,
    }
    assert next(row for row in report["by_agency"] if row["agency"] == "bawaslu")["in_hand"] == 8
    assert [row["region"] for row in report["nil"]] == CITIES
    assert [row["region"] for row in report["overdue"]] == ["31.01"]
    assert len(report["conflicts"]) == 1
    assert [row["title"] for row in report["agenda_done"]] == ["Kesiapan TPS"]
    assert len(report["agenda_due"]) == 4
    assert next(row for row in report["checklists"] if row["stage"] == "pemungutan-suara")["done"] == 1
    assert len(report["open_incidents"]) == 40
    severities = [row["severity"] for row in report["open_incidents"]]
    assert severities == sorted(severities, key=["kritis", "tinggi", "sedang", "rendah"].index)
    assert report["open_incidents"][0]["age_hours"] == pytest.approx(10.7, abs=0.05)
    assert report["warnings"] == []
    assert {row["agency"] for row in report["members"]} == {*roster, "dinkes"}


def test_both_laptops_give_the_same_bytes_in_every_format(day):
    for form in ("table", "md", "html", "json"):
        first, second = (keyboard("sitrep", *WINDOW, "-f", form).stdout for keyboard in day)
        assert first == second
        assert first == day[0]("sitrep", *WINDOW, "-f", form).stdout


def test_the_footer_holds_the_hash_of_the_log_that_anybody_can_recompute(day):
    import hashlib

    known = [e for e in day[1].log() if min(e["recorded"], e["occurred"]) < "2024-11-27T11:00:00.000+00:00"]
    digest = hashlib.sha256("".join(e["hash"] for e in sorted(known, key=lambda e: e["id"])).encode()).hexdigest()
    assert day[0].rows("sitrep", *WINDOW)["log_sha256"] == digest
    assert day[0]("sitrep", *WINDOW).stdout.endswith(f"Log: {len(known)} entries, SHA-256 {digest}\n")


def test_one_entry_more_changes_the_hash_and_one_after_the_window_does_not(own_day):
    hosts, _field = own_day
    before = hosts("sitrep", *WINDOW).stdout
    hosts.at("2024-11-27T17:59:59.999")("nil", "31.71", "--force")
    after = hosts("sitrep", *WINDOW).stdout
    assert after != before
    hosts.at("2024-11-27T18:00")("nil", "31.71", "--force")
    assert hosts("sitrep", *WINDOW).stdout == after
    # What comes now is received now, whenever it happened or was recorded: the report of six o'clock stays as it is.
    hosts.at("2024-11-27T17:00")("nil", "31.71", "--force")
    hosts.at("2024-11-27T19:00").report("baru diketahui", occurred="2024-11-27T09:00")
    assert hosts("sitrep", *WINDOW).stdout == after


def test_the_silent_post_is_the_one_that_is_overdue(own_day):
    hosts, _field = own_day
    assert [row["region"] for row in hosts.rows("overdue", "--by", "2024-11-27T18:00", ends=1)] == ["31.01"]
    hosts("nil", "31.01", "--force")
    assert hosts.rows("overdue") == []


def test_nobody_has_lost_anything(day):
    for keyboard in day:
        assert keyboard.rows("verify") == []
        assert len(keyboard.rows("incidents")) == 40
    assert {entry["id"] for entry in day[0].log()} == {entry["id"] for entry in day[1].log()}


def test_the_conflict_of_the_afternoon_is_shown_and_the_later_moment_wins(day):
    for keyboard in day:
        (own,) = keyboard.rows("incidents", "--conflict")
        assert own["status"] == "diteruskan"
        assert [act.get("status") for act in keyboard.rows("show", own["id"])["history"]] == [
            "baru",
            "terverifikasi",
            "ditangani",
            "diteruskan",
        ]
    text = day[0]("sitrep", *WINDOW).stdout
    assert "Incidents in conflict: 1" in text
    assert "[new, in conflict]" in text


def test_the_report_can_be_printed_sent_and_put_on_a_page(day):
    hosts, _field = day
    paper = hosts("sitrep", *WINDOW, "-f", "md").stdout
    assert paper.startswith("# Situation report: joint command post, Daerah Khusus Ibukota Jakarta\n")
    heads = re.findall(r"^## (.*)$", paper, re.MULTILINE)
    assert heads == [
        "Situation", "By agency", "By category", "By region", "Open incidents", "Nothing to report", "Overdue posts", "Agenda: done",
        "Agenda: due", "Checklists", "Roster", "Warnings",
    ]  # fmt: skip
    page = hosts("sitrep", *WINDOW, "-f", "html", "--lang", "id").stdout
    assert page.startswith('<!doctype html>\n<html lang="id">')
    assert page.count("<h2") == len(heads)
    assert "://" not in page
    from html.parser import HTMLParser

    class Balanced(HTMLParser):
        def __init__(self):
            super().__init__()
            self.inside = []

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "link"):
                self.inside.append(tag)

        def handle_endtag(self, tag):
            assert self.inside.pop() == tag

    parser = Balanced()
    parser.feed(page)
    assert parser.inside == []


def test_in_indonesian_the_report_is_indonesian(day):
    text = day[0]("sitrep", *WINDOW, "--lang", "id").stdout
    assert text.startswith("Laporan situasi: posko bersama, Daerah Khusus Ibukota Jakarta\n")
    assert "Posko tidak menghitung suara, dan petugas pengamanan tidak mencatat hasilnya." in text
    assert not re.search(r"\b(the|open|new|overdue|due|by|age|owner)\b", text, re.IGNORECASE)


def test_for_the_public_contacts_and_names_are_left_out(day, tmp_path):
    hosts, _field = day
    assert "0812-3456-7890" in hosts("sitrep", *WINDOW).stdout
    for form in ("table", "md", "html", "json"):
        public = hosts("sitrep", *WINDOW, "--public", "-f", form).stdout
        assert "0812-3456" not in public
        assert hosts.rows("sitrep", *WINDOW)["log_sha256"] not in public
    public = hosts("export", "--public").stdout
    assert not re.search("0812|rini|budi", public)
    whole = hosts.log()
    lines = [json.loads(line) for line in public.splitlines()]
    assert [line["id"] for line in lines] == [entry["id"] for entry in whole]
    # A hash would let anybody try out who the writer was, or what the number.
    assert {(line["writer"], line["prev"], line["hash"]) for line in lines} == {(None, None, None)}
    assert [list(line) for line in lines] == [list(entry) for entry in whole]
    (tmp_path / "public.jsonl").write_text(public, encoding="utf-8")
    assert "public export" in hosts.said("merge", str(tmp_path / "public.jsonl"))
