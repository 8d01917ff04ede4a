"""`is` and `wait` by the hour: they agree on each moment, in each zone and nationally."""

from datetime import timedelta

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
