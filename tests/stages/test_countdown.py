"""The countdown and its questions: days in each zone around midnight, seconds to the opening, and exit codes."""

import subprocess

import pytest

FIELDS = ["stage", "name", "region", "zone", "start", "end", "as_of", "days", "label", "state", "seconds", "basis"]


@pytest.mark.parametrize(
    ("when", "region", "days"),
    [
        # 23:30 in Jakarta on the eve: already the day itself in Makassar and Jayapura.
        ("2024-11-26T23:30+07:00", "31", 1),
        ("2024-11-26T23:30+07:00", "73.71", 0),
        ("2024-11-26T23:30+07:00", "91.71", 0),
        # 00:30 in Jayapura: still the eve in Makassar and Jakarta.
        ("2024-11-27T00:30+09:00", "91.71", 0),
        ("2024-11-27T00:30+09:00", "73.71", 1),
        ("2024-11-27T00:30+09:00", "32.73", 1),
        ("2024-11-26T15:00Z", "91", 0),
        ("2024-11-26T15:00Z", "51", 1),
        ("2024-11-26T16:00Z", "51", 0),
        ("2024-11-26T17:00Z", "11", 0),
        ("2024-11-26T16:59:59Z", "11", 1),
        # A bare time is the region's own.
        ("2024-11-27T00:00", "91", 0),
        ("2024-11-26T23:59", "91", 1),
    ],
)
def test_days_are_counted_in_the_region_s_zone(run, when, region, days):
    assert run("countdown", "--days", "--as-of", when, "--region", region).stdout == f"{days}\n"


@pytest.mark.parametrize(
    ("when", "label", "state", "days"),
    [
        ("H-30", "H-30", "upcoming", 30), ("H", "H", "active", 0), ("h", "H", "active", 0),
        ("H+3", "H+3", "past", -3), ("2026-11-23", "H+726", "past", -726), ("2024-10-28", "H-30", "upcoming", 30),
    ],
)  # fmt: skip
def test_h_notation_goes_in_and_comes_out(rows, when, label, state, days):
    counted = rows("countdown", "--as-of", when)
    assert (counted["label"], counted["state"], counted["days"]) == (label, state, days)


def test_fields_and_offsets_are_the_contract_s(rows):
    counted = rows("countdown", "--as-of", "2024-11-26T07:00", "--region", "91")
    assert list(counted)[: len(FIELDS)] == FIELDS
    assert counted["as_of"] == "2024-11-26T07:00:00+09:00"
    assert (counted["region"], counted["zone"], counted["start"], counted["end"]) == (
        "91", "WIT", "2024-11-27", "2024-11-27",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "seconds"),
    [
        (["--as-of", "2024-11-27T06:59:59"], 1),
        (["--as-of", "2024-11-27T07:00"], 0),
        (["--as-of", "2024-11-27T07:00:01"], -1),
        (["--as-of", "2024-11-27T05:00+07:00", "--region", "91"], 0),
        (["kampanye", "--as-of", "2024-09-24"], 86400),
    ],
)
def test_seconds_go_to_seven_o_clock_local_and_else_to_midnight(rows, arguments, seconds):
    assert rows("countdown", *arguments)["seconds"] == seconds


def test_a_stage_that_has_only_an_end_is_counted_to_it(rows):
    counted = rows("countdown", "penyusunan-peraturan", "--as-of", "2024-11-18T12:00")
    assert (counted["start"], counted["end"], counted["days"], counted["state"]) == (None, "2024-11-18", 0, "active")
    assert counted["seconds"] == 12 * 3600


def test_a_stage_without_a_date_cannot_be_counted_and_says_its_rule(run):
    result = run("countdown", "sengketa", "--lang", "id")
    assert result.exit_code == 3
    assert "Mahkamah Konstitusi" in result.stderr


@pytest.mark.parametrize("region", ["34", "31.74"])
def test_an_exempt_region_says_so_with_the_law(run, region):
    result = run("countdown", "--region", region, "--days")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Pasal" in result.stderr


def test_one_line_for_people(run):
    result = run("countdown", "-f", "table", "--as-of", "H-30")
    assert result.stdout == "H-30: 30 days to Voting, Wednesday, 27 November 2024, 07:00 WIB.\n"


def test_on_the_day_the_national_view_says_that_papua_opens_first(run):
    text = run("countdown", "-f", "table", "--as-of", "H").stdout
    assert "in Papua (WIT) two hours before Jakarta, from 05:00 WIB" in text
    assert "Papua" not in run("countdown", "-f", "table", "--as-of", "H", "--region", "91").stdout


@pytest.mark.parametrize(
    ("stage", "when", "code"),
    [
        ("masa-tenang", "2024-11-24", 0), ("masa-tenang", "2024-11-27", 1), ("quiet-period", "H-1", 0),
        ("kampanye", "2024-11-23T23:59:59", 0), ("kampanye", "2024-11-24T00:00", 1), ("sengketa", "H", 3),
        ("kampanya", "H", 3),
    ],
)  # fmt: skip
def test_is_answers_with_its_exit_code_and_silence_when_quiet(run, stage, when, code):
    result = run("is", stage, "--as-of", when, "-q")
    assert (result.exit_code, result.stdout) == (code, "")


def test_is_knows_the_zone(run):
    night = "2024-11-23T23:30+07:00"
    assert run("is", "masa-tenang", "--region", "91", "--as-of", night).exit_code == 0
    assert run("is", "masa-tenang", "--region", "31", "--as-of", night).exit_code == 1


def test_status_is_one_screen_and_one_object(run, rows):
    text = run("status", "-f", "table", "--as-of", "H-2").stdout
    assert "Quiet period" in text
    situation = rows("status", "--as-of", "H-2")
    assert (situation["next"], situation["next_days"], situation["label"]) == ("pemungutan-suara", 2, "H-2")


def test_the_clock_comes_from_the_environment_too_and_the_option_wins(run, monkeypatch):
    monkeypatch.setenv("PILKADA_AS_OF", "H-5")
    assert run("countdown", "--days").stdout == "5\n"
    assert run("countdown", "--days", "--as-of", "H-1").stdout == "1\n"
    assert run("--as-of", "H-2", "countdown", "--days").stdout == "2\n"


def test_without_as_of_the_computer_s_clock_counts(run):
    assert run("countdown").exit_code == 0
    assert int(run("countdown", "--days").stdout) < 0


def test_watch_needs_a_terminal(process):
    result: subprocess.CompletedProcess[bytes] = process("countdown", "--watch")
    assert result.returncode == 2
    assert b"terminal" in result.stderr
