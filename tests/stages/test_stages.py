"""What happens when: the calendar against the contract, and the states around its edges."""

from datetime import date

import pytest

MAIN = [
    "perencanaan-program-anggaran", "penyusunan-peraturan", "perencanaan-penyelenggaraan", "pembentukan-badan-adhoc",
    "pembentukan-panwas", "pendaftaran-pemantau", "penyerahan-dp4", "pemutakhiran-daftar-pemilih",
    "dukungan-perseorangan", "pengumuman-pendaftaran", "pendaftaran", "penelitian-syarat", "penetapan-paslon",
    "kampanye", "pemungutan-suara", "rekapitulasi", "penetapan-terpilih", "sengketa", "penetapan-terpilih-pasca-mk",
    "pengusulan-pengangkatan",
]  # fmt: skip
FIELDS = [
    "id", "alias", "name", "phase", "parent", "start", "end", "relative", "state", "status", "replaced_by",
    "actors", "basis",
]  # fmt: skip


def test_the_main_stages_are_the_contract_s_in_order(rows):
    stages = rows("stages", "list", "--main")
    assert [stage["id"] for stage in stages] == MAIN
    assert all(list(stage)[: len(FIELDS)] == FIELDS for stage in stages)
    assert [stage["phase"] for stage in stages] == ["persiapan"] * 8 + ["penyelenggaraan"] * 12


def test_all_has_every_finer_step_behind_its_parent(rows, schedule):
    stages = rows("stages", "list", "--all")
    seen = set()
    for stage in stages:
        assert stage["parent"] is None or stage["parent"] in seen, stage["id"]
        seen.add(stage["id"])
    assert seen == {stage.id for stage in schedule}


@pytest.mark.parametrize(
    ("stage", "start", "end"),
    [
        ("kampanye", "2024-09-25", "2024-11-23"),
        ("masa-tenang", "2024-11-24", "2024-11-26"),
        ("quiet-period", "2024-11-24", "2024-11-26"),
        ("pemungutan-suara", "2024-11-27", "2024-11-27"),
        ("pendaftaran", "2024-08-27", "2024-08-29"),
        ("rekapitulasi", "2024-11-27", "2024-12-16"),
        ("pelantikan", "2025-02-20", "2025-02-20"),
        ("perencanaan-program-anggaran", None, "2024-01-26"),
        ("sengketa", None, None),
    ],
)
def test_dates_of_the_calendar(rows, stage, start, end):
    shown = rows("stages", "show", stage)
    assert (shown["start"], shown["end"]) == (start, end)


@pytest.mark.parametrize(
    ("stage", "day", "state"),
    [
        ("masa-tenang", "2024-11-23", "upcoming"),
        ("masa-tenang", "2024-11-24", "active"),
        ("masa-tenang", "2024-11-26", "active"),
        ("masa-tenang", "2024-11-27", "past"),
        ("perencanaan-program-anggaran", "2020-01-01", "upcoming"),
        ("perencanaan-program-anggaran", "2024-01-25", "upcoming"),
        ("perencanaan-program-anggaran", "2024-01-26", "active"),
        ("perencanaan-program-anggaran", "2024-01-27", "past"),
        ("sengketa", "2025-01-10", None),
        # A re-vote at a polling station cannot be before the vote is over.
        ("psu-di-tps", "2024-10-28", "upcoming"),
        ("psu-di-tps", "2024-11-27", "upcoming"),
        ("psu-di-tps", "2024-11-28", "active"),
        ("psu-di-tps", "2024-12-07", "active"),
        ("psu-di-tps", "2024-12-08", "past"),
        ("pengumuman-rekapitulasi-provinsi", "2020-01-01", "upcoming"),
        ("pengumuman-rekapitulasi-provinsi", "2024-12-14", "upcoming"),
        ("pengumuman-rekapitulasi-provinsi", "2024-12-15", "active"),
        ("logistik", "2024-11-25", "upcoming"),
    ],
)
def test_states_at_their_edges(schedule, stage, day, state):
    assert schedule[stage].state(date.fromisoformat(day)) == state


def test_a_stage_without_a_date_says_its_rule(rows):
    shown = rows("stages", "show", "sengketa")
    assert shown["relative"] == "menyesuaikan dengan jadwal penyelesaian sengketa di Mahkamah Konstitusi"
    assert shown["state"] is None


def test_what_was_replaced_says_by_what(schedule):
    replaced = [stage for stage in schedule if stage.status == "superseded"]
    assert len(replaced) > 10
    for stage in replaced:
        assert schedule[stage.replaced_by].status != "superseded", stage.id
    first_plans = {stage.start.isoformat() for stage in replaced if stage.replaced_by == "pelantikan"}
    assert first_plans == {"2025-02-06", "2025-02-07", "2025-02-10"}


def test_state_filters_and_a_region_leaves_out_what_holds_elsewhere(rows):
    active = {stage["id"] for stage in rows("stages", "list", "--state", "active", "--as-of", "H-1")}
    assert {"masa-tenang", "logistik"} <= active  # the last day of the quiet period, and the deadline of the logistics
    assert "kampanye" not in active
    aceh = {stage["alias"] for stage in rows("stages", "list", "--all", "--region", "11.01")}
    bali = {stage["alias"] for stage in rows("stages", "list", "--all", "--region", "Bali")}
    assert "quran-reading-test" in aceh - bali


def test_extended_registration_holds_where_a_single_pair_stood(rows, registry):
    steps = {stage["alias"] for stage in rows("stages", "list", "--all", "--region", "19.71")}
    assert "extension-registration" in steps
    assert registry["19.71"].single_pair


def test_show_gives_voting_hours_with_the_zone_s_offset(rows):
    shown = rows("stages", "show", "pemungutan-suara", "--region", "91.71")
    assert (shown["opens"], shown["closes"]) == ("2024-11-27T07:00:00+09:00", "2024-11-27T13:00:00+09:00")


def test_main_and_all_exclude_each_other(run):
    assert run("stages", "list", "--main", "--all").exit_code == 2


def test_an_unknown_stage_gets_a_suggestion_and_exit_3(run):
    result = run("stages", "show", "masa-tenag")
    assert result.exit_code == 3
    assert "masa-tenang" in result.stderr


def test_timeline_draws_each_dated_stage_on_one_line(run):
    text = run("stages", "timeline", "-f", "table", "--main", "--as-of", "2024-10-01").stdout
    lines = {line.partition("  ")[0]: line for line in text.splitlines()}
    assert "█" in lines["Campaign"]
    assert "░" not in lines["Campaign"]
    assert "▒" in lines["Recapitulation"]
    assert "░" in lines["Voter list"]
    assert lines["Campaign"].endswith("25 Sep–23 Nov")
    assert "Result disputes" not in lines
