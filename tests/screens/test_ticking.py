"""A countdown that goes on: the time stands first, on every width, and on voting day it counts to the closing."""

import pytest

from pilkada_cli.clock import parse_when
from pilkada_cli.output.lines import text_of, width_of
from pilkada_cli.screens.countdown import ticking
from pilkada_cli.stages.countdown import count_down
from pilkada_cli.stages.situation import ahead_of


@pytest.fixture
def line(schedule, registry):
    """The line at a moment, in a region or nationally, in so many columns."""

    def drawn(when, region=None, columns=80):
        where = registry[region] if region else None
        now = parse_when(when, schedule.voting_day, where.zone if where else "WIB")
        coming = [one for one in ahead_of(schedule, now, where) if one.zone is None]
        return ticking(count_down(schedule.voting, now, where), coming[0] if coming else None, columns)

    return drawn


@pytest.mark.parametrize(
    ("when", "region", "said"),
    [
        ("2024-11-26T06:59:58", None, "24:00:02  to Voting · H-1"),
        ("2024-11-27T06:59:59+09:00", "91", "0:00:01  to Voting · H"),
        ("2024-11-27T07:00+09:00", "91", "6:00:00  until the polls close · H"),
        ("2024-11-27T12:59:59", "31", "0:00:01  until the polls close · H"),
        ("2024-11-27T13:00", "31", "11:00:00  to Re-vote at TPS (before MK) · H"),
        ("2024-11-28T12:00", "31", "12:00:00  to Recapitulation, regency/city · H+1"),
        ("2026-11-25", None, "H+728: 728 days since Voting"),
    ],
)
def test_it_counts_to_the_opening_then_to_the_closing_then_to_what_comes_next(line, when, region, said):
    assert text_of(line(when, region)).startswith(said)


@pytest.mark.parametrize("columns", [*range(1, 41), 80, 200])
@pytest.mark.parametrize("when", ["H-300", "2024-11-26T06:59:58", "2024-11-27T08:00", "2026-11-25"])
def test_the_time_is_seen_on_every_width(line, when, columns):
    lines = line(when, columns=columns)
    if columns >= 12:
        assert all(width_of(one) <= columns for one in lines)
    if columns >= 40 and when != "2026-11-25":
        assert text_of(lines).split()[0].count(":") == 2
