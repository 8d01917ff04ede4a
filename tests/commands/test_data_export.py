"""`data export`: CSV files with a description that programs of others read and find valid."""

import csv
import json
import subprocess
import sys

import pytest


@pytest.fixture
def exported(run, tmp_path):
    folder = tmp_path / "package"
    result = run("data", "export", str(folder), "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    counts = {row["file"]: row["rows"] for row in json.loads(result.stdout)}
    return folder, counts


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_finds_every_file_valid(exported):
    folder, counts = exported
    result = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(result.stdout)
    assert report["valid"], report["errors"] or [task["errors"][:2] for task in report["tasks"]]
    assert report["stats"]["tasks"] == len(counts) == 7


def test_the_files_hold_what_the_commands_list(exported, rows):
    folder, counts = exported
    regions = read(folder / "regions.csv")
    assert [row["code"] for row in regions] == [row["code"] for row in rows("regions", "list")]
    assert [row["id"] for row in read(folder / "contests.csv")] == [row["id"] for row in rows("contests", "list")]
    assert [row["id"] for row in read(folder / "stages.csv")] == [row["id"] for row in rows("stages", "list", "--all")]
    assert counts["checklists.csv"] == len(rows("checklist", "--all"))
    assert counts["evidence.csv"] == len(rows("sources"))
    assert {row["region"] for row in read(folder / "revotes.csv")} >= {"19.01", "91"}


def test_nothing_in_it_hangs_on_the_moment_or_on_the_language(run, tmp_path):
    for name, options in (("one", ["--as-of", "H-100"]), ("two", ["--as-of", "H+100", "--lang", "id"])):
        assert run("data", "export", str(tmp_path / name), *options).exit_code == 0
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_every_column_is_described_in_both_languages_and_the_licence_is_named(exported):
    folder, _counts = exported
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "CC BY 4.0" in (folder / "LICENSE.md").read_text(encoding="utf-8")
    fields = {(one["name"], field["name"]): field for one in package["resources"] for field in one["schema"]["fields"]}
    assert fields["regions", "polling_stations"] == {
        "name": "polling_stations",
        "type": "integer",
        "description": "TPS / Stations",
    }
    assert all(field["description"] for field in fields.values())
    for one in package["resources"]:
        header = (folder / one["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in one["schema"]["fields"]]


def test_a_file_in_the_way_is_said(run, tmp_path):
    (tmp_path / "file").write_text("x")
    result = run("data", "export", str(tmp_path / "file"))
    assert (result.exit_code, result.stdout) == (74, "")
    assert "there is a file of that name" in result.stderr
    assert (tmp_path / "file").read_text() == "x"
