"""`is` and `wait` by the hour: they agree on each moment, in each zone and nationally."""

from datetime import datetime, time, timedelta

import pytest

from pilkada_cli.clock import parse_when
from pilkada_cli.stages.span import span_at

VOTE, DPTB, DPK = "pemungutan-suara", "jam-pemilih-dptb", "jam-pemilih-dpk"


@pytest.mark.parametrize(
    ("stage", "options", "when", "state"),
    [
        (VOTE, ["--region", "31"], "2024-11-27T06:59:59", "upcoming"),
        (VOTE, ["--region", "31"], "2024-11-27T07:00", "active"),
        (VOTE, ["--region", "31"], "2024-11-27T12:59:59", "active"),
        (VOTE, ["--region", "31"], "2024-11-27T13:00", "past"),
        (VOTE, ["--region", "31", "--on-day"], "2024-11-27T00:00", "active"),
        (VOTE, ["--region", "31", "--on-day"], "2024-11-27T23:59", "active"),
        (VOTE, ["--region", "91"], "2024-11-27T04:59+07:00", "upcoming"),
        (VOTE, ["--region", "91"], "2024-11-27T05:00+07:00", "active"),
        (VOTE, ["--region", "91"], "2024-11-27T11:00+07:00", "past"),
        (VOTE, [], "2024-11-27T04:59:59", "upcoming"),
        (VOTE, [], "2024-11-27T05:00", "active"),
        (VOTE, [], "2024-11-27T12:59:59", "active"),
        (VOTE, [], "2024-11-27T13:00", "past"),
        (DPK, ["--region", "31"], "2024-11-27T11:59", "upcoming"),
        (DPK, ["--region", "31"], "2024-11-27T12:00", "active"),
        (DPTB, ["--region", "31"], "2024-11-27T12:59", "active"),
        (DPTB, ["--region", "31"], "2024-11-27T13:00", "past"),  # it ends with the vote
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-27T07:59", "upcoming"),
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-27T15:59", "active"),
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-27T16:00", "upcoming"),
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-27T20:00", "upcoming"),  # until the next morning
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-28T08:00", "active"),
        ("pendaftaran-hari-1-2", ["--region", "31"], "2024-08-28T16:00", "past"),
        ("batas-pindah-memilih-h7", [], "2024-11-20T23:58", "active"),
        ("batas-pindah-memilih-h7", [], "2024-11-20T23:59", "past"),
        ("psu-di-tps", [], "2024-11-27T12:00", "upcoming"),
        ("psu-di-tps", [], "2024-11-28T00:00", "active"),
        ("pengumuman-rekapitulasi-provinsi", [], "2020-01-01", "upcoming"),
        (VOTE, ["--region", "14.08"], "2025-03-22T09:00", "active"),  # the re-vote, whose hours no source gives
    ],
)
def test_is_answers_for_the_moment(rows, run, stage, options, when, state):
    answer = rows("is", stage, *options, "--as-of", when)
    assert (answer["state"], answer["active"]) == (state, state == "active")
    assert run("is", stage, *options, "--as-of", when, "-q").exit_code == (0 if state == "active" else 1)


REGISTRATION = "pendaftaran-hari-1-2"


@pytest.mark.parametrize(
    ("stage", "region", "when", "begins", "ends"),
    [
        # Without hours, or with an hour at its end alone, it is one interval; with a mere deadline, the last day.
        ("masa-tenang", "91", "2024-11-25T10:00", "2024-11-24T00:00+09:00", "2024-11-27T00:00+09:00"),
        ("masa-tenang", None, "2024-11-25T10:00", "2024-11-24T00:00+07:00", "2024-11-27T00:00+07:00"),
        ("perpanjangan-pendaftaran", None, "2024-09-03T10:00", "2024-09-02T00:00+07:00", "2024-09-04T23:59+07:00"),
        ("batas-pindah-memilih-h7", None, "2024-01-01", "2024-11-20T00:00+07:00", "2024-11-20T23:59+07:00"),
        # With hours, it is that of each day, from the first opening to the last closing.
        (REGISTRATION, "31", "2024-01-01", "2024-08-27T08:00+07:00", "2024-08-28T16:00+07:00"),
        (REGISTRATION, "31", "2024-08-27T08:00", "2024-08-27T08:00+07:00", "2024-08-27T16:00+07:00"),
        (REGISTRATION, "31", "2024-08-27T16:00", "2024-08-28T08:00+07:00", "2024-08-28T16:00+07:00"),
        (REGISTRATION, "31", "2025-01-01", "2024-08-28T08:00+07:00", "2024-08-28T16:00+07:00"),
        (REGISTRATION, None, "2024-08-27T10:00", "2024-08-27T08:00+09:00", "2024-08-27T16:00+07:00"),
    ],
)
def test_is_says_when_it_begins_and_ends(rows, stage, region, when, begins, ends):
    answer = rows("is", stage, *(["--region", region] if region else []), "--as-of", when)
    assert [datetime.fromisoformat(answer[one]) for one in ("begins", "ends")] == [
        datetime.fromisoformat(one) for one in (begins, ends)
    ]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2024-08-27T22:00+07:00", 27), ("2024-08-28T00:30+09:00", 27), ("2024-08-27T23:59+07:00", 28),
        ("2024-08-28T02:00+09:00", 28), ("2024-08-29T00:30+09:00", 28), ("2024-08-30T00:30+09:00", 29),
    ],
)  # fmt: skip
def test_an_evening_is_still_that_of_jakarta_when_it_is_asked_for_by_another_clock(schedule, registry, now, day):
    late = schedule[REGISTRATION]
    late = late._replace(end=late.end + timedelta(days=1), closing=time(23, 59))
    span = span_at(late, datetime.fromisoformat(now), registry["31"])
    assert [one.isoformat() for one in span] == [f"2024-08-{day}T08:00:00+07:00", f"2024-08-{day}T23:59:00+07:00"]


@pytest.mark.parametrize("region", [None, "31", "51", "91"])
def test_is_and_wait_agree_at_the_edges_of_every_stage(run, schedule, registry, region):
    where = registry[region] if region else None
    options = ["--region", region] if region else []
    checked = 0
    for stage in list(schedule)[:: 1 if region is None else 9]:
        if stage.first is None or stage.status == "superseded" or not (where is None or stage.holds_in(where)):
            continue
        span = span_at(stage, parse_when("2020-01-01", schedule.voting_day, "WIB"), where)
        assert span is not None
        for moment, code in ((span.begins - timedelta(seconds=1), 1), (span.begins, 0)):
            at = ["--as-of", moment.isoformat()]
            assert run("is", stage.id, *options, *at, "-q").exit_code == code, (stage.id, moment)
            assert run("wait", stage.id, *options, *at, "--timeout", "0s").exit_code == code, (stage.id, moment)
        checked += 1
    assert checked > 10


def test_the_sentence_says_the_hours(run):
    said = run("is", VOTE, "--region", "91", "--as-of", "2024-11-27T12:00+09:00", "-f", "table").stdout
    assert said == "Yes: Voting is going on (27 November 2024, 07:00–13:00 WIT).\n"
    said = run("is", VOTE, "--as-of", "2024-11-27T14:00", "-f", "table", "--lang", "id").stdout
    assert "05.00–13.00 WIB" in said
