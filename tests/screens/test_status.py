"""`status`: one screen that tells the truth of the day, by the hour, before, around and after the vote."""

import pytest

from pilkada_cli.output.lines import width

#: Before, around and after the vote, between the re-votes, and long after everything.
MOMENTS = [
    "H-300", "H-180", "H-30", "H-2", "H-1", "2024-11-27T04:00", "2024-11-27T08:30", "2024-11-27T11:30", "2024-11-27T20:00",
    "H+5", "H+60", "2025-03-20", "2025-08-05", "2026-11-24",
]  # fmt: skip


@pytest.fixture
def status(run):
    """The screen at a moment, as people see it."""
    return lambda when, *options, lang="en": (
        run("status", "-f", "table", "--as-of", when, "--lang", lang, *options).stdout
    )


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("region", [None, "91", "19.01", "34"])
def test_it_fits_a_screen_of_24_lines_and_80_columns(status, when, lang, region):
    text = status(when, *(["--region", region] if region else []), lang=lang)
    assert len(text.splitlines()) <= 24
    assert max(map(width, text.splitlines())) <= 80


@pytest.mark.parametrize("columns", [*range(1, 60, 7), 100, 500])
@pytest.mark.parametrize("when", ["H-2", "2024-11-27T08:30", "2025-03-20", "2026-11-24"])
def test_it_fits_every_width(status, when, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(width, status(when).splitlines())) <= max(columns, 2)


def test_open_not_open_yet_and_closed_are_three_words_and_no_report_from_the_field(status):
    def zones(text):
        return {line.split()[0]: line for line in text.splitlines() if line.split()[:1] in (["WIT"], ["WITA"], ["WIB"])}

    text = status("2024-11-27T05:30")
    assert "17,732 of 435,296 stations in opening hours" in text
    assert "by the registry" in text
    assert [zones(text)[zone].rstrip().endswith("not yet") for zone in ("WIT", "WITA", "WIB")] == [False, True, True]
    assert "5:30 left" in zones(text)["WIT"]
    text = status("2024-11-27T12:30")
    assert [zones(text)[zone].rstrip().endswith("closed") for zone in ("WIT", "WITA", "WIB")] == [True, True, False]
    assert "no station is open yet" in status("2024-11-27T03:00")
    assert "all stations have closed" in status("2024-11-27T13:00")
    assert "17.732 dari 435.296 TPS dalam jam buka" in status("2024-11-27T05:30", lang="id")


def test_next_knows_hours_and_days_and_has_three_things(status):
    text = status("2024-11-27T08:30")
    after = [line.strip() for line in text.partition("NEXT")[2].splitlines()[1:4]]
    assert [line.rpartition("WIB")[0].split()[-1] for line in after] == ["09:00", "10:00", "10:00"]
    assert after[0].endswith("30 min")
    assert "Stations close" in status("2024-11-27T10:30")
    region = status("2024-11-27T05:00+07:00", "--region", "91")
    assert "11:00 WIT" in region
    assert "12:00 WIT" in region


def test_voting_is_not_going_on_before_it_opens_or_after_it_has_closed(status):
    def going(text):
        return text.partition("GOING ON")[2].partition("NEXT")[0]

    assert "Voting  " in going(status("2024-11-27T08:30"))
    assert "Voting  " not in going(status("2024-11-27T04:00"))
    assert "Voting  " not in going(status("2024-11-27T20:00"))


def test_a_re_vote_is_named_two_days_before_in_the_national_view(status, rows):
    text = status("2025-03-20")
    assert "VOTING AGAIN within 30 days" in text
    line = next(line for line in text.splitlines() if "Siak" in line)
    assert line.split()[-4:] == ["22", "Mar", "2", "days"]
    assert {"14.08", "19.05", "35.20", "62.05"} <= set(rows("status", "--as-of", "2025-03-20")["voting_again"])
    assert rows("status", "--as-of", "H-2")["voting_again"] == []


def test_when_all_is_over_it_says_so_what_was_last_and_what_to_try(status):
    text = status("2026-11-24")
    assert "This election is over" in text
    assert "27 Aug 2025, 454 days ago" in text
    assert "pilkada status --as-of H-3" in text
    assert "--region" not in text or "--as-of 2025-08-27" in text


def test_a_replay_does_not_know_the_future(rows, status):
    before = rows("status", "--as-of", "2025-02-06")["active"]
    assert "pelantikan-6-februari" in before or any("pelantikan" in name for name in before)
    known = rows("status", "--as-of", "2025-02-06", "--known-on", "2025-03-01")["active"]
    assert not any("pelantikan" in name for name in known)


def test_the_post_and_its_ticks_are_shown_where_there_is_a_post(status, run, monkeypatch, tmp_path):
    assert "overdue" not in status("H-2")  # nobody ticks anything without a post
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    monkeypatch.setenv("PILKADA_BY", "rini")
    at = ["--as-of", "2024-11-25T06:00"]
    assert run("posko", "open", "31", *at).exit_code == 0
    run("posko", "report", "Surat suara kurang", "--category", "LOG", "--severity", "kritis", *at)
    run("posko", "nil", "31.71", *at)
    before = status("2024-11-25T06:00")
    assert "POST Daerah Khusus Ibukota Jakarta" in before
    assert "●1 critical" in before
    assert "1/6 regions reported" in before
    assert "5 overdue" in before
    late = next(line for line in before.splitlines() if line.startswith("!"))
    assert len(before.splitlines()) <= 24
    assert len(status("2024-11-27T08:30").splitlines()) <= 24
    number = int(before.partition("! ")[2].split()[0])
    assert "H-3" in late
    run("posko", "tick", "masa-tenang", "quiet-02", *at)
    assert int(status("2024-11-25T06:00").partition("! ")[2].split()[0]) == number - 1


def test_a_post_that_cannot_be_read_does_not_hide_the_calendar(run, monkeypatch, tmp_path):
    broken = tmp_path / "posko.db"
    broken.write_bytes(b"no database at all, but quite long enough to be one" * 100)
    monkeypatch.setenv("PILKADA_POSKO", str(broken))
    result = run("status", "-f", "table", "--as-of", "H-2")
    assert result.exit_code == 0
    assert "Quiet period" in result.stdout
    assert "the post is not shown" in result.stderr


def test_no_number_is_glued_to_what_stands_beside_it(status):
    assert "H-1792 1,792 days to Voting" in status("2020-01-01")
    assert "H-3   3 days to Voting" in status("H-3")
    assert "· 343,474  3:00 left" in status("2024-11-27T10:00")
