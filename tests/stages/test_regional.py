"""A region's own calendar: rulings, re-votes, repeat elections and inaugurations, merged into the national one."""

import pytest

REVOTES = {
    "14.08": "2025-03-22", "19.05": "2025-03-22", "35.20": "2025-03-22", "62.05": "2025-03-22", "11.72": "2025-04-05",
    "15.08": "2025-04-05", "72.01": "2025-04-05", "81.04": "2025-04-05", "82.08": "2025-04-05", "71.04": "2025-04-09",
    "13.08": "2025-04-19", "16.11": "2025-04-19", "17.01": "2025-04-19", "32.06": "2025-04-19", "36.04": "2025-04-19",
    "63.72": "2025-04-19", "64.02": "2025-04-19", "75.05": "2025-04-19", "72.08": "2025-04-16", "18.09": "2025-05-24",
    "64.11": "2025-05-24", "73.73": "2025-05-24", "91": "2025-08-06", "93.02": "2025-08-06",
}  # fmt: skip


def test_twenty_four_regions_voted_again_on_a_court_s_order(rows):
    for code, day in REVOTES.items():
        counted = rows("countdown", "pemungutan-suara-ulang", "--region", code, "--as-of", "2025-03-01")
        assert (counted["stage"], counted["start"], counted["region"]) == ("pemungutan-suara-ulang", day, code)
        assert counted["basis"].startswith("Putusan MK ")


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("14.08", "2025-06-04"), ("11", "2025-02-12"), ("19", "2025-04-17"), ("19.71", "2025-10-15"), ("19.01", "2025-11-05"),
        ("91", "2025-10-08"), ("62.05", "2025-10-10"), ("51", "2025-02-20"), ("32.73", "2025-02-20"), ("17.01", None),
        ("11.01", None),
    ],
)  # fmt: skip
def test_inaugurations_region_by_region(rows, region, day):
    assert rows("stages", "show", "pelantikan", "--region", region)["start"] == day


@pytest.mark.parametrize(
    ("region", "when", "stage"),
    [
        ("14.08", "2024-11-26", "pemungutan-suara"), ("14.08", "2024-11-27", "pemungutan-suara"),
        ("14.08", "2024-11-28", "pemungutan-suara-ulang"), ("14.08", "2026-01-01", "pemungutan-suara-ulang"),
        ("62.05", "2025-03-22", "pemungutan-suara-ulang"), ("62.05", "2025-03-23", "pemungutan-suara-ulang-kedua"),
        ("19.01", "2024-12-01", "pemilihan-ulang"), ("51", "2024-12-01", "pemungutan-suara"),
    ],
)  # fmt: skip
def test_the_countdown_goes_on_to_the_region_s_next_vote_and_says_which(rows, region, when, stage):
    assert rows("countdown", "--region", region, "--as-of", when)["stage"] == stage


def test_nationally_the_countdown_stays_on_voting_day(rows):
    assert rows("countdown", "--as-of", "2025-08-01")["stage"] == "pemungutan-suara"


@pytest.mark.parametrize(
    ("region", "when", "code"),
    [
        ("19.01", "2025-08-01", 0), ("19.01", "2025-08-24", 1), ("19.01", "2024-10-01", 0), ("62.05", "2025-07-01", 0),
        ("19.02", "2025-08-01", 1),
    ],
)  # fmt: skip
def test_a_campaign_that_is_repeated_is_going_on_again(run, region, when, code):
    assert run("is", "kampanye", "--region", region, "--as-of", when, "-q").exit_code == code


def test_a_region_s_steps_stand_in_order_with_basis_and_scope(rows):
    stages = rows("stages", "list", "--all", "--region", "62.05")
    own = [stage["id"] for stage in stages][-13:]
    assert own[:4] == [
        "putusan-mk-daerah", "pemungutan-suara-ulang", "putusan-mk-kedua", "pengumuman-pendaftaran-ulang",
    ]  # fmt: skip
    assert own[-3:] == ["pemungutan-suara-ulang-kedua", "rekapitulasi-psu", "pelantikan"]
    second = next(stage for stage in stages if stage["id"] == "pemungutan-suara-ulang-kedua")
    assert second["area"] == "seluruh 270 TPS, dua pasangan calon baru"
    assert second["basis"] == "Putusan MK 313/PHPU.BUP-XXIII/2025"
    ids = [stage["id"] for stage in stages]
    assert len(ids) == len(set(ids))


def test_dates_of_other_regions_groups_do_not_stand_in_a_region_s_calendar(rows):
    talaud = {stage["id"]: stage for stage in rows("stages", "list", "--all", "--region", "71.04")}
    assert "psu-mk-45-hari" not in talaud
    assert talaud["pemungutan-suara-ulang"]["start"] == "2025-04-09"


def test_a_stage_of_other_regions_says_where_it_holds(run):
    for arguments in (["--region", "51"], []):
        result = run("countdown", "pemungutan-suara-ulang", *arguments)
        assert result.exit_code == 3
        assert "14.08" in result.stderr
    result = run("stages", "show", "uji-baca-quran", "--region", "51")
    assert result.exit_code == 3
    assert "Aceh" in result.stderr


def test_an_exempt_region_lists_its_stages_and_cannot_be_counted_to(run):
    assert run("stages", "list", "--region", "34").exit_code == 0
    assert run("countdown", "--region", "34").exit_code == 3
    assert run("countdown", "--region", "34.04", "--as-of", "H", "--days").stdout == "0\n"


def test_status_of_a_region_shows_its_own_calendar(rows):
    assert rows("status", "--region", "62.05", "--as-of", "2025-07-25")["next"] == "masa-tenang-ulang"


def test_sources_of_a_region_have_the_pages_of_its_revote(rows):
    sources = rows("sources", "62.05")
    keys = {one["key"] for one in sources}
    assert {"62.05/pemungutan-suara-ulang", "62.05/pemungutan-suara-ulang-kedua"} <= keys
    assert all(one["pages"] for one in sources)
