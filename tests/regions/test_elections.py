"""Who voted when: the elections since 2015, each region once, and the contests with ids that can be taken apart."""

import json
from collections import Counter
from datetime import date

import pytest

from pilkada_cli.stages.contests import contest_id, read_contest_id


@pytest.fixture
def contests(rows):
    return lambda *options: rows("contests", "list", *options)


def test_each_region_that_elected_in_2024_first_voted_in_one_of_three_elections_or_is_new(contests, registry):
    firsts: dict[str, str] = {}
    for one in contests():
        firsts.setdefault(one["code"], one["election"])
    electing = {region.code for region in registry if region.electing}
    assert set(firsts) == electing
    assert Counter(firsts.values()) == {
        "pilkada-2015": 269,
        "pilkada-2017": 101,
        "pilkada-2018": 171,
        "pilkada-2024": 4,
    }
    assert sorted(code for code, first in firsts.items() if first == "pilkada-2024") == ["93", "94", "95", "96"]


@pytest.mark.parametrize(
    ("year", "governors", "regents", "mayors"),
    [(2015, 9, 224, 36), (2017, 7, 76, 18), (2018, 17, 115, 39), (2020, 9, 224, 37), (2024, 37, 415, 93)],
)
def test_each_office_was_elected_as_often_as_the_kpu_counts(rows, year, governors, regents, mayors):
    shown = rows("elections", "show", str(year))
    assert (shown["gubernur"], shown["bupati"], shown["wali_kota"]) == (governors, regents, mayors)
    assert shown["regions"] == governors + regents + mayors
    assert rows("elections", "show", f"PILKADA-{year}") == shown


def test_the_next_election_has_no_day_and_says_by_which_ruling(rows, run):
    (coming,) = [row for row in rows("elections", "list") if row["day"] is None]
    assert (coming["id"], coming["status"], coming["basis"]) == (
        "pilkada-berikutnya",
        "tentative",
        "Putusan MK 135/PUU-XXII/2024",
    )
    assert "Idham Holik" in coming["note"]
    told = run("elections", "list", "-f", "table").stdout
    assert "no day is set" in told
    assert "No day is set." in told


def test_a_region_s_contests_have_repeats_runoffs_and_late_votes(contests):
    assert [(one["id"], one["kind"]) for one in contests("--region", "Kabupaten Bangka")] == [
        ("pilkada.bup.1901.2018-06-27", "regular"),
        ("pilkada.bup.1901.2024-11-27", "regular"),
        ("pilkada.bup.1901.2025-08-27", "repeat"),
    ]
    assert [one["day"] for one in contests("--region", "31")] == ["2017-02-15", "2017-04-19", "2024-11-27"]
    assert [one["code"] for one in contests("--on", "2018-07-25")] == ["94.03"]
    assert {one["kind"] for one in contests("--on", "2025-04-19")} == {"revote"}
    assert len(contests("--election", "pilkada-2018")) == 171


def test_what_follows_from_totals_alone_is_tentative(contests, run):
    unsure = [one for one in contests("--election", "2018") if one["status"] == "tentative"]
    assert 0 < len(unsure) < 20
    assert "marked ? follow from the totals" in run("contests", "list", "--election", "2018", "-f", "table").stdout


def test_an_id_of_a_contest_can_be_taken_apart(contests, registry):
    own = [one["id"] for one in contests()]
    assert len(set(own)) == len(own)
    for one in contests():
        assert read_contest_id(one["id"]) == (one["code"], date.fromisoformat(one["day"]))
    assert contest_id(registry["31"], date(2024, 11, 27)) == "pilkada.gub.31.2024-11-27"
    for text in (
        "",
        "pilkada",
        "pilkada.gub.3174.2024-11-27",
        "pilkada.bup.19.2024-11-27",
        "pilkada.bup.1901.2024-13-27",
        "pilkada.bup.１９０１.2024-11-27",
    ):
        assert read_contest_id(text) is None


def test_contests_are_found_by_their_ids_in_the_order_given(contests):
    wanted = ["pilkada.gub.31.2017-04-19", "pilkada.bup.1901.2025-08-27"]
    assert [one["id"] for one in contests(*wanted)] == wanted
    assert contests(" PILKADA.BUP.1901.2025-08-27 ")[0]["kind"] == "repeat"
    assert contests(*wanted, "--election", "2017")[0]["kind"] == "runoff"
    assert contests(*wanted, "--on", "2018-06-27") == []


@pytest.mark.parametrize(
    ("wanted", "code", "said"),
    [
        ("pilkada.bup.1901.2024-11-28", 3, "(19.01) has: pilkada.bup.1901.2018-06-27, pilkada.bup.1901.2024-11-27"),
        ("pilkada.wal.1901.2024-11-27", 3, "no contest 'pilkada.wal.1901"), ("pilkada.wal.3171.2024-11-27", 3, "and no other in"),
        ("pilkada.bup.9999.2024-11-27", 3, "99.99"), ("19.01", 2, "no id of a contest"), ("", 2, "no id of a contest"),
    ],
)  # fmt: skip
def test_an_id_of_no_contest_says_which_there_are(run, wanted, code, said):
    result = run("contests", "list", wanted)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_the_sources_of_an_election_are_shown(rows):
    (one,) = rows("sources", "Pilkada-2018")
    assert (one["subject"], one["key"]) == ("elections", "pilkada-2018")
    assert one["pages"]


def test_a_count_from_voting_day_is_from_that_of_the_election_counted_to(rows, run):
    assert rows("countdown", "--election", "2018", "--as-of", "H-3")["days"] == 3
    assert rows("countdown", "--election", "2024", "--as-of", "H-3")["days"] == 3
    result = run("countdown", "--election", "2018", "--known-on", "H-3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--known-on is of the calendar of these data" in result.stderr


def edited(data, old, new, name="elections"):
    path = data / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


COMING = """regions: 171
  pilkada-2031:
    name: Pilkada 2031
    day: "2031-11-26"
    status: tentative
    basis: PKPU 1/2031
    regions: 1
"""


def test_contests_of_a_tentative_election_are_tentative(run, rows, data):
    edited(data, "regions: 171\n", COMING)
    edited(data, '"94.04": {in: [pilkada-2018]', '"94.04": {in: [pilkada-2018, pilkada-2031]')
    edited(data, '"11.01": {in: [pilkada-2018]', '"11.01": {in: [pilkada-2018, pilkada-2031]')
    found = rows("contests", "list", "--data", str(data), "--region", "11.01")
    assert [(one["election"], one["status"]) for one in found] == [
        ("pilkada-2018", "final"), ("pilkada-2024", "final"), ("pilkada-2031", "tentative"),
    ]  # fmt: skip
    told = run("contests", "list", "--data", str(data), "--election", "2031", "-f", "table").stdout
    assert "2 contests; 2 marked ? are of an election that is not certain yet" in told
    told = run("elections", "list", "--data", str(data), "-f", "table").stdout
    assert "26 November 2031 ?" in told
    assert "?: tentative, the day is not certain yet" in told
    assert "?" not in run("elections", "list", "-f", "table").stdout
    told = run("countdown", "--data", str(data), "--election", "2031", "--region", "11.02", "--as-of", "H-3").stderr
    assert told == "pilkada: Kabupaten Aceh Tenggara (11.02) takes no part in pilkada-2031.\n"


@pytest.mark.parametrize(("form", "unsure"), [("yes", True), ("no", False), ("[pilkada-2018]", True), ("[]", False)])
def test_what_follows_from_totals_is_said_of_each_election_or_in_the_older_form_of_all(rows, data, form, unsure):
    edited(data, "derived: [pilkada-2018]", f"derived: {form}")
    found = rows("contests", "list", "--region", "61.02", "--election", "2018", "--data", str(data))
    assert [one["status"] for one in found] == ["tentative" if unsure else "final"]


def test_a_year_of_two_elections_is_ambiguous_and_an_id_is_not(run, rows, data):
    edited(data, "regions: 171\n", COMING.replace("2031-11-26", "2018-11-26"))
    for arguments in (
        ["countdown", "--election", "2018"],
        ["elections", "show", "2018"],
        ["contests", "list", "--election", "2018"],
    ):
        result = run(*arguments, "--data", str(data))
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == "pilkada: '2018' is the year of 2 elections: pilkada-2018, pilkada-2031; give the id.\n"
    assert rows("elections", "show", "PILKADA-2031", "--data", str(data))["id"] == "pilkada-2031"


def test_regions_that_voted_on_a_day(rows, registry):
    assert {row["code"] for row in rows("regions", "list", "--voted", "2024-11-27")} == {
        one.code for one in registry if one.electing
    }
    assert len(rows("regions", "list", "--voted", "2018-06-27", "--kind", "kota")) == 39
    assert rows("regions", "list", "--voted", "2019-04-17") == []
    assert rows("regions", "show", "94.03")["contests"] == [
        "pilkada.bup.9403.2018-07-25",
        "pilkada.bup.9403.2024-11-27",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["elections", "show", "2019"], 3, "There is no election '2019' here"), (["elections", "show", ""], 3, "no election"),
        (["contests", "list", "--election", "x"], 3, "no election 'x'"), (["contests", "list", "--on", "H-3"], 2, "no date"),
        (["contests", "list", "--on", "2018-02-30"], 2, "no date"), (["regions", "list", "--voted", ""], 2, "no date"),
        (["contests", "list", "--region", "Atlantis"], 3, "Atlantis"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_said(run, arguments, code, said):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_data_without_the_file_work_as_before(run, data):
    (data / "elections.yaml").unlink()
    for arguments in (["elections", "list"], ["contests", "list"]):
        result = run(*arguments, "--data", str(data), "-f", "json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    for arguments in (["contests", "list"], ["regions", "list", "--voted", "2018-06-27"]):
        assert "these data name no elections" in run(*arguments, "--data", str(data)).stderr
    assert run("regions", "show", "31", "--data", str(data)).exit_code == 0
    assert "these data name none (elections.yaml)" in run("elections", "show", "2018", "--data", str(data)).stderr


@pytest.mark.parametrize(
    ("arguments", "start", "days"),
    [
        (["--election", "2015"], "2015-12-09", 0), (["--election", "pilkada-2015", "--region", "12.08"], "2016-02-10", 63),
        (["--election", "2024"], "2024-11-27", 3276),
    ],
)  # fmt: skip
def test_a_countdown_to_another_election_goes_to_the_region_s_own_day(rows, arguments, start, days):
    counted = rows("countdown", *arguments, "--as-of", "2015-12-09")
    assert (counted["start"], counted["days"]) == (start, days)


def test_the_environment_chooses_an_election_as_well(rows, run, monkeypatch):
    monkeypatch.setenv("PILKADA_ELECTION", "2018")
    assert rows("countdown", "--as-of", "2018-06-26")["label"] == "H-1"
    assert {one["election"] for one in rows("contests", "list")} == {"pilkada-2018"}
    for arguments in ("status", "checklist", "is kampanye -q", "wait kampanye", "stages list", "calendar"):
        result = run(*arguments.split())
        assert (result.exit_code, result.stdout) == (3, "")
        assert "no stages of pilkada-2018" in result.stderr
    monkeypatch.setenv("PILKADA_ELECTION", "nope")
    assert "no election 'nope'" in run("status").stderr
    monkeypatch.setenv("PILKADA_ELECTION", "2024")
    assert run("is", "pemungutan-suara", "--as-of", "H").exit_code == 1
    monkeypatch.setenv("PILKADA_ELECTION", "")
    assert rows("countdown", "--as-of", "2024-11-26")["stage"] == "pemungutan-suara"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["countdown", "--election", "pilkada-berikutnya"], "pilkada-berikutnya (Putusan MK 135/PUU-XXII/2024): No day is set. Regional"),
        (["countdown", "--election", "2017", "--region", "Kabupaten Bangka"], "Kabupaten Bangka (19.01) took no part in pilkada-2017."),
        (["countdown", "kampanye", "--election", "2018"], "no stages of pilkada-2018"), (["countdown", "--election", "1999"], "no election '1999'"),
        (["stages", "list", "--election", "2018"], "2018-06-27 alone: see pilkada elections show pilkada-2018, or"),
        (["stages", "show", "kampanye", "--election", "2018"], "no stages"), (["stages", "timeline", "--election", "2018"], "no stages"),
        (["status", "--election", "2018"], "choose data of it with --data"), (["checklist", "--election", "2018"], "no stages of pilkada-2018"),
        (["is", "kampanye", "-q", "--election", "2018"], "no stages of"), (["wait", "kampanye", "--election", "2018"], "no stages of"),
        (["calendar", "--election", "pilkada-berikutnya"], "that no day is set for it"),
    ],
)  # fmt: skip
def test_what_is_not_known_of_another_election_is_said(run, arguments, said):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (3, "")
    assert said in result.stderr
