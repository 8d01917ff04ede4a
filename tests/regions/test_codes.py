"""Codes of other lists: of BPS, the KPU and ISO, and those of before 2022; none silently gives another region."""

import json

import pycountry
import pytest

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.regions.schemes import load_codes


@pytest.fixture(scope="module")
def codes():
    return load_codes(DataFiles(shipped()))


def found(run, *arguments, stdin=None):
    result = run("regions", "find", *arguments, "-f", "jsonl", stdin=stdin)
    return [json.loads(line) for line in result.stdout.splitlines()], result


def test_every_kabupaten_and_kota_has_a_code_of_bps_that_leads_back_to_it(run, codes, registry):
    own = {code: codes.of(code).bps for code in registry.codes if len(code) == 5}
    assert None not in own.values()
    rows, result = found(run, "--scheme", "bps", "-", stdin="\n".join(map(str, own.values())))
    assert [row["code"] for row in rows] == list(own)
    assert {row["match"] for row in rows} == {"exact"}
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_provinces_have_the_codes_of_iso(run, codes, registry):
    known = {one.code for one in pycountry.subdivisions.get(country_code="ID") if one.type != "Geographical unit"}
    own = {code: codes.of(code).iso for code in registry.codes if len(code) == 2}
    assert set(own.values()) == known
    assert all(codes.of(code).iso is None for code in registry.codes if len(code) == 5)
    for text in (own["31"], own["31"].lower(), own["31"].removeprefix("ID-"), f" {own['31']} "):
        assert found(run, "--scheme", "iso", text)[0][0]["code"] == "31"


def test_a_code_of_before_2022_resolves_and_says_by_which_law_it_changed(run, codes):
    former = {own.former: (code, own.basis) for code, own in codes if own.former}
    assert len(former) == 26
    rows, result = found(run, "-", stdin="\n".join([*former, "31.74"]))
    assert [(row["code"], row["basis"]) for row in rows] == [*former.values(), ("31.74", None)]
    assert [row["match"] for row in rows] == [*["former"] * 26, "exact"]
    assert result.exit_code == 0
    assert result.stderr.startswith("pilkada: 26 codes have changed: 91.01 → Kabupaten Merauke (93.01), UU 14/2022; ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["regions", "show"], ["countdown", "--region"], ["stages", "list", "--region"]])
def test_elsewhere_a_former_code_is_refused_with_the_region_of_today(run, arguments):
    result = run(*arguments, "91.01")
    assert result.exit_code == 3
    assert "Did you mean Kabupaten Merauke (93.01)?" in result.stderr


def test_four_digits_that_bps_gives_to_another_region_are_pointed_out_once(run):
    rows, result = found(run, "-", stdin="1101\n1201\n3201\nKota Bandung\n9401\n9471\n")
    assert [row["code"] for row in rows] == ["11.01", "12.01", "32.01", "32.73", "94.01", None]
    assert result.stderr == (
        "pilkada: 4 codes of four digits are other regions in the list of BPS; if they are of that: --scheme bps\n"
    )
    for text in ("11.01", "3201", "11 01"):
        assert found(run, text)[1].stderr == ""
    assert found(run, "--scheme", "kpu", "1101")[1].stderr == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kabupaten Kepulauwan Selayar", "73.01"), ("Kota Sawahlntoo", "13.73"), ("Kab. Marowali", None), ("Xyzzy", None), ("Bandung", None)],
)  # fmt: skip
def test_a_suggestion_is_taken_only_where_it_is_asked_for_and_stands_alone(run, text, code):
    assert found(run, text)[0][0]["code"] is None
    rows, result = found(run, "--accept", "90", text)
    assert rows[0]["code"] == code
    assert rows[0]["match"] == ("near" if code else rows[0]["match"])
    assert result.exit_code == (0 if code else 3)
    assert run("regions", "find", "--accept", "50", text).exit_code == 2


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("bps", "3171", "31.74"), ("bps", "31", "31"), ("bps", "Kota Bandung", "32.73"), ("bps", "9999", None), ("bps", "93", None),
        ("bps", "11.03", None), ("bps", "", None), ("bps", "3171012", None), ("bps", "１１０３", None), ("kpu", "3174", "31.74"), ("kpu", "9101", "93.01"),
        ("kpu", "31", "31"), ("iso", "ID-XX", None), ("iso", "Jakarta", "31"), ("iso", "x" * 10_000, None), ("kemendagri", "31.74", "31.74"),
    ],
)  # fmt: skip
def test_codes_are_read_in_their_list(run, scheme, text, code):
    rows, result = found(run, "--scheme", scheme, text)
    assert rows[0]["code"] == code
    assert result.exit_code == (0 if code else 3)


def test_the_list_has_the_codes_as_columns(run, codes, registry):
    rows = json.loads(run("regions", "list", "--json", "code,kpu_code,bps_code,iso_code,former_codes").stdout)
    assert [row["code"] for row in rows] == list(registry.codes)
    by_code = {row["code"]: row for row in rows}
    assert by_code["93.01"] == {
        "code": "93.01",
        "kpu_code": "9301",
        "bps_code": "9401",
        "iso_code": None,
        "former_codes": ["91.01"],
    }
    assert by_code["96"]["bps_code"] is None
    assert by_code["11"]["iso_code"] == "ID-AC"


def test_data_without_the_file_work_as_before(run, data):
    (data / "codes.yaml").unlink()
    result = run("regions", "find", "91.01", "1101", "--data", str(data), "-f", "jsonl")
    assert [json.loads(line)["code"] for line in result.stdout.splitlines()] == [None, "11.01"]
    assert result.stderr == ""
    rows = json.loads(run("regions", "list", "--data", str(data), "-f", "json").stdout)
    assert {row["bps_code"] for row in rows} == {None}
