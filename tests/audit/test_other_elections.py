"""Data of other elections: what `check` calls clean works in every command, and what it misses nothing in is told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pilkada_cli.audit.findings import audit
from pilkada_cli.facts.files import DataFiles
from pilkada_cli.regions.registry import load_registry
from pilkada_cli.regions.statistics import statistics


def tree(data, name):
    return yaml.load((data / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def save(data, name, content):
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, default_style='"')
    (data / f"{name}.yaml").write_text(text, encoding="utf-8")


def count_anew(data):
    regions = tree(data, "regions")
    regions["totals"] = {name: str(count) for name, count in statistics(load_registry(DataFiles(data)))[0].items()}
    save(data, "regions", regions)


def without_stray_evidence(data):
    """Takes out the evidence of what is no longer there, as one does who makes an election of one's own."""
    evidence = tree(data, "evidence")
    for finding in audit(DataFiles(data)):
        subject, _, key = finding.key.partition(".")
        if finding.file == "evidence.yaml" and key in evidence[subject]:
            del evidence[subject][key]
    save(data, "evidence", evidence)


def nobody_elects(data):
    """Yogyakarta alone, where nobody elects; no region votes again."""
    regions = tree(data, "regions")
    province = regions["provinces"]["34"]
    for unit in province["regions"].values():
        del unit["pairs"]
        unit["exempt"] = "sultan"
    regions["provinces"] = {"34": province}
    regions["exemptions"] = {"sultan": regions["exemptions"]["sultan"]}
    regions["specials"] = {}
    save(data, "regions", regions)
    (data / "elections.yaml").unlink()
    save(data, "revotes", {**tree(data, "revotes"), "regions": {}, "steps": {}})
    schedule = tree(data, "schedule")
    for stage in schedule["stages"]:
        if not set(stage.get("regions", ())) <= {"single-pair", "provinsi", "kabkota"}:
            stage["regions"] = ["34"]
    save(data, "schedule", schedule)
    count_anew(data)


def no_rules(data):
    """No regulation whose date is known."""
    save(data, "schedule", {**tree(data, "schedule"), "rules": {}})


def no_main_stage(data):
    """No stage is a row of a regulation's table."""
    schedule = tree(data, "schedule")
    for stage in schedule["stages"]:
        stage.pop("main", None)
    save(data, "schedule", schedule)


def the_vote_alone(data):
    """One stage, no checklist, no actor but those of the vote, no second vote."""
    schedule = tree(data, "schedule")
    voting = next(stage for stage in schedule["stages"] if stage["id"] == schedule["election"]["voting"])
    voting.pop("main", None)
    actors = {name: text for name, text in schedule["actors"].items() if name in voting["actors"]}
    save(data, "schedule", {**schedule, "stages": [voting], "rules": {}, "actors": actors})
    save(data, "checklists", {"checklists": {}})
    save(data, "revotes", {**tree(data, "revotes"), "regions": {}, "steps": {}})


def in_some_regions(data):
    """North Sumatra is left out but for Medan, as are all other provinces but Aceh; no pair of candidates is known."""
    regions = tree(data, "regions")
    regions["exemptions"]["elsewhere"] = {"reason": "Tidak pada pemilihan ini", "basis": "PKPU 1/2031 Pasal 2"}
    only = ["11", *regions["provinces"]["11"]["regions"], "12.71"]
    regions["electing"] = {"only": only, "others": "elsewhere"}
    for province in regions["provinces"].values():
        province.pop("pairs", None)
        for unit in province["regions"].values():
            unit.pop("pairs", None)
    save(data, "regions", regions)
    elections = tree(data, "elections")
    elections["elections"]["pilkada-2024"]["regions"] = str(len(only))
    save(data, "elections", elections)
    evidence = tree(data, "evidence")
    evidence["exemptions"]["elsewhere"] = {"confidence": "high", "pages": ["https://example.org/pkpu"]}
    del evidence["single_pairs"]
    save(data, "evidence", evidence)
    count_anew(data)


COMMANDS = [
    "countdown", "countdown -f json", "countdown --region 34", "countdown --known-on 2024-06-01", "status", "status --region 34.71",
    "stages list --main", "stages list --all --region 34", "stages timeline -f table", "stages timeline --main -f table",
    "stages show pemungutan-suara", "stages show pemungutan-suara --known-on H-30", "stages list --known-on 2024-06-01",
    "regions stats", "regions stats --by zone", "regions stats --by province", "regions find Yogyakarta", "checklist", "checklist -f md --all",
    "is pemungutan-suara", "calendar --all", "sources pemungutan-suara", "posko open 34", "posko report x --category LOG",
    "posko overdue", "posko sitrep", "posko sitrep -f json", "posko verify",
]  # fmt: skip


@pytest.mark.parametrize("make", [nobody_elects, no_rules, no_main_stage, the_vote_alone, in_some_regions])
def test_what_check_calls_clean_works_in_every_command(run, data, tmp_path, monkeypatch, make):
    make(data)
    without_stray_evidence(data)
    assert audit(DataFiles(data)) == []
    monkeypatch.setenv("PILKADA_POSKO", str(tmp_path / "posko.db"))
    for command in COMMANDS:
        for clock in ([], ["--as-of", "2024-11-25"])[-1 if command.startswith("posko") else 0 :]:
            result = run(*command.split(), "--data", str(data), *clock)
            assert result.exit_code != 70, (command, result.stderr)


def test_where_nobody_elects_no_region_is_named_instead(run, data):
    nobody_elects(data)
    result = run("countdown", "--region", "34", "--data", str(data))
    assert result.exit_code == 3
    assert result.stderr.endswith("see: pilkada regions list --electing\n")


def test_without_dated_rules_a_stage_is_known_without_a_day(run, data, rows):
    no_rules(data)
    stage = rows("stages", "show", "masa-tenang", "--data", str(data))
    assert stage["known"] is None
    assert re.match(r"\d{4}-\d\d-\d\d masa-tenang \(", stage["story"][0])


def test_a_timeline_of_nothing_says_so(run, data):
    no_main_stage(data)
    result = run("stages", "timeline", "--main", "-f", "table", "--data", str(data))
    assert result.stdout.splitlines()[2].startswith("No stage here has a date")


def test_in_an_election_of_some_regions_the_others_have_no_vote_and_no_polling_stations(run, rows, data):
    in_some_regions(data)
    without_stray_evidence(data)
    assert audit(DataFiles(data)) == []
    here = ["--data", str(data), "--as-of", "2024-11-27T10:00"]
    stations = {row["code"]: row["polling_stations"] for row in rows("regions", "list", *here)}
    assert stations["12"] == stations["12.71"] > 0
    assert stations["12.01"] == stations["31.71"] == stations["36"] == 0
    assert rows("status", *here)["open_stations"] == stations["11"] + stations["12"]
    assert rows("regions", "stats", *here)["polling_stations"] == stations["11"] + stations["12"]
    assert len(rows("contests", "list", "--election", "2024", "--on", "2024-11-27", *here)) == 25
    assert rows("contests", "list", "--region", "12.01", *here)[0]["election"] == "pilkada-2017"
    assert rows("is", "pemungutan-suara", "--region", "12", *here)["active"] is True
    for command in ("countdown", "status", "is pemungutan-suara", "stages list", "calendar", "stages show kampanye"):
        result = run(*command.split(), "--region", "12.01", *here)
        assert (result.exit_code, result.stdout) == (3, ""), command
        assert "elects nobody of its own: Tidak pada pemilihan ini (PKPU 1/2031 Pasal 2); ask for" in result.stderr


def test_the_steps_in_the_document_make_clean_data_of_an_election_of_some_regions(rows, run, data, tmp_path):
    """The shell steps of docs/data.md are pasted as they stand, beside a directory `data`."""
    document = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    steps = re.findall(r"```sh\n(.*?)```", document, re.DOTALL)
    (tmp_path / "pilkada").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pilkada_cli "$@"\n', encoding="utf-8")
    (tmp_path / "pilkada").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    typed = subprocess.run(
        ["bash", "-e", "-c", "".join(steps)],
        capture_output=True,
        env={**os.environ, "PATH": path},
        cwd=tmp_path,
        check=False,
    )
    assert (typed.returncode, typed.stderr.decode()) == (0, "")
    mine = ["--data", str(tmp_path / "mine")]
    assert audit(DataFiles(tmp_path / "mine")) == []
    assert [row["regions"] for row in rows("elections", "list", *mine)] == [269, 101, 171, 270, 545, 9]
    shown = rows("elections", "show", "2024", *mine)
    assert (shown["gubernur"], shown["bupati"], shown["wali_kota"]) == (37, 415, 93)
    assert len(rows("contests", "list", "--election", "2031", *mine)) == 9
    assert rows("status", "--as-of", "H", *mine)["voting_day"] == "2031-11-26"
    assert rows("countdown", "--election", "2031", "--as-of", "H-3", *mine)["days"] == 3
    assert run("status", "--region", "Medan", *mine).exit_code == 3
    assert rows("countdown", "--election", "2024", "--region", "Medan", "--as-of", "2024-11-26", *mine)["days"] == 1


def test_no_calendar_is_written_for_a_region_where_nobody_votes(run, data, tmp_path):
    in_some_regions(data)
    assert run("calendar", "--level", "provinsi", "--output", str(tmp_path / "ics"), "--data", str(data)).exit_code == 0
    assert sorted(path.stem for path in (tmp_path / "ics").glob("*.ics")) == ["11", "12"]


def edited(data, name, old, new):
    path = data / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return audit(DataFiles(data))


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "problem"),
    [
        ("regions", '"11.01":', '"11.91":', "provinces.11.regions.11.91", "have had such a number"),
        ("regions", "polling_stations: 410,", "polling_stations: 410, kind: desa,", "11.01.kind", "none of"),
        ("schedule", 'revised: "', 'revised: "9999-12-31" #', "election.revised", "not a date"),
        ("posko", "    lead: polri", "    lead: nosuchagency", "lead", "there is no agency 'nosuchagency'"),
        ("posko", "support: [bawaslu, polri, tni]", "support: [fifa]", "support", "there is no agency 'fifa'"),
        ("posko", "outside: [bssn", "outside: [fifa, bssn", "outside", "'fifa' leads or supports in no category"),
        ("posko", "  - id: baru\n", "  - id: baru\n    x: y\n", "statuses", "no such key"),
    ],
)  # fmt: skip
def test_what_passed_in_silence_is_told(data, name, old, new, key, problem):
    findings = edited(data, name, old, new)
    assert any(key in one.key and problem in one.problem for one in findings), findings


def test_a_number_that_says_no_kind_is_taken_with_the_kind_beside_it(run, rows, data):
    edited(data, "regions", '"11.01": {', '"11.91": {kind: kabupaten, ')
    assert rows("regions", "show", "11.91", "--data", str(data))["kind"] == "kabupaten"


def test_what_cannot_be_read_of_an_election_is_told_once(data):
    text = (data / "elections.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "regions: 171\n", "regions: 171\n  pilkada-2031: {name: P, day: '2031-11-26', status: plan, basis: B}\n"
    )
    (data / "elections.yaml").write_text(text.replace("{in: [", "{in: [pilkada-2031, "), encoding="utf-8")
    (one,) = audit(DataFiles(data))
    assert (one.key, one.problem) == ("elections.pilkada-2031.status", "'plan' is none of: final, tentative")


def test_a_region_whose_record_is_wrong_is_not_missed_in_the_counts(data):
    (one,) = edited(data, "elections", '"11.01": {in:', '"11.01": {inn:')
    assert one.key == "regions.11.01.in"


def test_who_is_exempt_from_this_election_alone_may_have_voted_in_others(data):
    edited(data, "elections", "regions: 171", "regions: 172")
    (one,) = edited(data, "elections", "\nregions:\n", '\nregions:\n  "34": {in: [pilkada-2018]}\n')
    assert one.key == "regions.34.in"
    assert edited(data, "regions", "  sultan:\n", "  sultan:\n    once: yes\n") == []


def test_a_subject_without_facts_needs_no_section_of_evidence_and_one_with_facts_does(data):
    evidence = tree(data, "evidence")
    del evidence["elections"]
    save(data, "evidence", evidence)
    missing = audit(DataFiles(data))
    assert len(missing) == 6
    assert all(one.key.startswith("elections.pilkada-") and "no evidence" in one.problem for one in missing)
    (data / "elections.yaml").unlink()
    assert audit(DataFiles(data)) == []


def test_a_new_field_of_a_region_asks_for_its_evidence(data):
    findings = edited(data, "regions", "polling_stations: 410,", "polling_stations: 410, districts: 18,")
    assert any(one.problem.endswith("under regions.districts") for one in findings), findings
