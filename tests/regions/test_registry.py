"""Who votes: the registry against the contract's counts, and the commands that show it."""

import json

import pytest

#: What the contract promises; fields of later come behind them.
FIELDS = [
    "code", "name", "kind", "province_code", "province", "zone", "utc_offset", "electing", "office",
    "exempt_reason", "exempt_basis", "polling_stations", "pairs", "single_pair",
]  # fmt: skip


def test_list_gives_every_region_in_code_order_with_the_fields_of_the_contract(rows, totals):
    regions = rows("regions", "list")
    assert len(regions) == totals["provinces"] + totals["kabkota"]
    assert [region["code"] for region in regions] == sorted(region["code"] for region in regions)
    assert all(list(region)[: len(FIELDS)] == FIELDS for region in regions)


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        (["--level", "provinsi"], "provinces"),
        (["--level", "provinsi", "--electing"], "provinces_electing"),
        (["--level", "kabkota"], "kabkota"),
        (["--level", "kabkota", "--electing"], "kabkota_electing"),
        (["--kind", "kabupaten"], "kabupaten"),
        (["--kind", "kota"], "kota"),
        (["--electing"], "contests"),
        (["--exempt"], "exempt"),
    ],
)
def test_each_filter_leaves_what_the_registry_declares(rows, totals, options, counted):
    assert len(rows("regions", "list", *options)) == totals[counted]


@pytest.mark.parametrize(
    ("options", "keeps"),
    [
        (["--zone", "WIT", "--level", "provinsi"], lambda row: row["zone"] == "WIT" and row["kind"] == "provinsi"),
        (["--zone", "WITA"], lambda row: row["zone"] == "WITA"),
        (["--province", "Jabar"], lambda row: row["province_code"] == "32"),
        (["--province", "34", "--electing"], lambda row: row["province_code"] == "34" and row["electing"]),
        (["--level", "provinsi", "--exempt"], lambda row: row["code"] == "34"),
        (["--province", "31", "--kind", "kota", "--electing"], lambda row: False),  # Jakarta's cities elect nobody
    ],
)
def test_filters_add_up(rows, options, keeps):
    assert rows("regions", "list", *options) == [row for row in rows("regions", "list") if keeps(row)]


def test_a_province_filter_takes_a_name_that_is_ambiguous_elsewhere(rows):
    assert rows("regions", "list", "--province", "Gorontalo")[0]["code"] == "75"


def test_electing_and_exempt_exclude_each_other(run):
    assert run("regions", "list", "--electing", "--exempt").exit_code == 2


def test_show_says_why_yogyakarta_elects_no_governor(rows):
    shown = rows("regions", "show", "DIY")
    assert (shown["code"], shown["electing"], shown["office"], shown["pairs"]) == ("34", False, None, None)
    assert shown["exempt_basis"] == "UU 13/2012 Pasal 18 ayat (1)"
    assert "ditetapkan, tidak dipilih" in shown["exempt_reason"]


def test_show_derives_kind_office_zone_and_offset(rows):
    shown = rows("regions", "show", "9171")
    assert {name: shown[name] for name in ("name", "kind", "office", "zone", "utc_offset", "province")} == {
        "name": "Kota Jayapura", "kind": "kota", "office": "wali kota", "zone": "WIT", "utc_offset": "+09:00",
        "province": "Papua",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("region", "commission", "supervisor", "words"),
    [
        ("11.01", "KIP", "Panwaslih", "Al-Qur'an"), ("11", "KIP", "Panwaslih", "UU 11/2006"), ("91", "KPU", "Bawaslu", "MRP"),
        ("94.05", "KPU", "Bawaslu", "noken"), ("95.08", "KPU", "Bawaslu", "noken"), ("31", "KPU", "Bawaslu", "50%"),
        ("34.04", "KPU", "Bawaslu", "satu surat suara"), ("51", "KPU", "Bawaslu", ""), ("31.74", "KPU", "Bawaslu", ""),
        ("91.71", "KPU", "Bawaslu", ""),
    ],
)  # fmt: skip
def test_show_says_what_is_special_there_with_the_law(rows, region, commission, supervisor, words):
    shown = rows("regions", "show", region)
    assert (shown["commission"], shown["supervisor"]) == (commission, supervisor)
    assert words in "; ".join(shown["special"])
    assert bool(shown["special"]) is bool(words)


def test_a_province_says_how_many_regions_lie_in_it(rows):
    inside = rows("regions", "list", "--province", "31", "--level", "kabkota")
    assert rows("regions", "show", "31")["kabkota"] == len(inside)
    assert rows("regions", "show", "31.74")["kabkota"] is None


def test_stats_are_the_contract_s_for_2024(rows):
    """What voted on that day; a region that was formed since counts among the others."""
    counted = rows("regions", "stats")
    wanted = {
        "provinces_electing": 37, "kabupaten_electing": 415, "kota_electing": 93, "kabkota_electing": 508,
        "contests": 545, "polling_stations": 435296, "single_pair_contests": 37,
    }  # fmt: skip
    assert {name: counted[name] for name in wanted} == wanted


@pytest.mark.parametrize(("by", "field"), [("province", "province_code"), ("zone", "zone"), ("kind", "kind")])
def test_stats_by_add_up(rows, totals, by, field):
    parts = rows("regions", "stats", "--by", by)
    assert len(parts) == len({row[field] for row in rows("regions", "list")})
    if by != "kind":
        assert sum(part["polling_stations"] for part in parts) == totals["polling_stations"]
        assert sum(part["contests"] for part in parts) == totals["contests"]


def test_a_province_s_polling_stations_are_the_sum_of_its_own(registry):
    for province in registry.search(level="provinsi"):
        inside = registry.search(province=province.code, level="kabkota")
        assert province.polling_stations == sum(region.polling_stations for region in inside)


def test_find_answers_all_names_and_exits_3_when_one_is_not_found(run):
    result = run("regions", "find", "Kota Bandung", "Bandung", "Sumut", "Xyzzy", "-f", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 3
    assert [(one["code"], one["match"]) for one in found] == [
        ("32.73", "exact"), (None, "ambiguous"), ("12", "alias"), (None, "none"),
    ]  # fmt: skip
    assert found[1]["candidates"] == ["32.04", "32.73"]


def test_find_reads_names_from_standard_input_in_order(run):
    result = run("regions", "find", "-", "--columns", "input,code", "--no-header", stdin="Kota Solok\r\n31.74\nDKI\n")
    assert (result.exit_code, result.stdout) == (0, "Kota Solok\t13.72\n31.74\t31.74\nDKI\t31\n")


def test_find_keeps_one_row_a_line_for_blank_lines_too(run):
    result = run("regions", "find", "-", "--no-header", stdin="Aceh\n\nBali\n")
    assert result.exit_code == 3
    assert [line.split("\t")[1] for line in result.stdout.splitlines()] == ["11", "", "51"]


def test_regions_as_points_for_map_programs(run, registry):
    """GeoJSON (RFC 7946): longitude first, within Indonesia's bounds; provinces have no point of their own."""
    found = json.loads(run("regions", "list", "-f", "geojson", "--columns", "code,name").stdout)
    assert found["type"] == "FeatureCollection"
    assert [one["properties"]["code"] for one in found["features"]] == list(registry.codes)
    points = {one["properties"]["code"]: one["geometry"] for one in found["features"]}
    assert all((points[code] is None) == (len(code) == 2) for code in registry.codes)
    for geometry in filter(None, points.values()):
        longitude, latitude = geometry["coordinates"]
        assert geometry["type"] == "Point"
        assert 94 < longitude < 142
        assert -12 < latitude < 7
    assert len({tuple(one["coordinates"]) for one in filter(None, points.values())}) == 514
    refused = run("stages", "list", "-f", "geojson")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "goes with `regions list`" in refused.stderr


def test_no_two_regions_that_an_incident_may_lie_in_have_one_name_in_lists(registry):
    names = [registry.brief(one.code) for one in registry if one.level == "kabkota"]
    assert len(set(names)) == len(names)
    provinces = {one.short for one in registry.search(level="provinsi")}
    assert not provinces & set(names)


@pytest.mark.parametrize(
    ("code", "name"),
    [("32.04", "Kab. Bandung"), ("32.73", "Kota Bandung"), ("32.17", "Bandung Barat"), ("75", "Gorontalo"),
     ("75.01", "Kab. Gorontalo"), ("31.73", "Jakarta Barat"), ("nasional", "nasional")],
)  # fmt: skip
def test_a_name_in_lists_has_its_kind_where_another_region_has_it_too(registry, code, name):
    assert registry.brief(code) == name
