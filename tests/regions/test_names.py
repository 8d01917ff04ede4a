"""What people call a region: spellings, kinds, abbreviations, and never a guess between two."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_cli.errors import AmbiguousRegion, UnknownRegion
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.regions.names import Match
from pilkada_cli.regions.registry import load_registry

REGISTRY = load_registry(DataFiles(shipped()))

BOTH_KABUPATEN_AND_KOTA = [
    "Solok", "Bogor", "Sukabumi", "Bandung", "Tasikmalaya", "Cirebon", "Bekasi", "Banjar", "Magelang", "Semarang",
    "Pekalongan", "Tegal", "Blitar", "Kediri", "Malang", "Probolinggo", "Pasuruan", "Mojokerto", "Madiun",
    "Tangerang", "Serang", "Bima", "Kupang", "Gorontalo", "Jayapura", "Sorong",
]  # fmt: skip


@pytest.mark.parametrize("name", BOTH_KABUPATEN_AND_KOTA)
def test_a_name_of_two_regions_is_never_guessed_but_its_kind_tells(name):
    with pytest.raises(AmbiguousRegion):
        REGISTRY.find(name)
    assert REGISTRY.find(f"Kota {name}").kind == "kota"
    assert REGISTRY.find(f"KAB. {name}").kind == "kabupaten"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31", "31"), ("31.74", "31.74"), ("3174", "31.74"), (" 31 74 ", "31.74"),
        ("kab. muko-muko", "17.06"), ("Kota Pangkalpinang", "19.71"), ("Kota Pangkal Pinang", "19.71"),
        ("DKI", "31"), ("OKU Selatan", "16.09"), ("Jakarta Selatan", "31.74"), ("Kota Adm. Jakarta Selatan", "31.74"),
        ("KEP. SIAU TAGULANDANG BIARO", "71.09"), ("TOLI TOLI", "72.04"), ("Kab Pegunungan Bintang", "95.02"),
        ("PANGKAJENE KEPULAUAN", "73.10"), ("KOTA PARE PARE", "73.72"), ("Kabupaten Lima Puluh Kota", "13.07"),
        ("Lima Puluh Kota", "13.07"), ("Kotabaru", "63.02"), ("Kota Baru", "63.02"), ("Kotamobagu", "71.74"),
        ("Bandung (Kota)", "32.73"), ("Bandung, Kab.", "32.04"), ("BANDUNG KOTA", "32.73"),
        ("Kabupaten Banjar, Kalimantan Selatan", "63.03"), ("Banjar (Kalsel)", "63.03"), ("Banjar Jabar", "32.79"),
        ("West Java", "32"), ("South Tangerang", "36.74"), ("Riau Islands", "21"), ("Southwest Papua", "96"),
        ("Bandung City", "32.73"), ("Bandung Regency", "32.04"), ("Provinsi DKI Jakarta", "31"), ("D.I. Yogyakarta", "34"),
        ("Daerah Istimewa Yogyakarta", "34"), ("Kota Yogyakarta", "34.71"), ("Prov. Jambi", "15"), ("Kota Jambi", "15.71"),
        ("Kab. Pontianak", "61.02"), ("Pontianak", "61.71"), ("Toba Samosir", "12.12"), ("Mamuju Utara", "76.01"),
        ("Maluku Tenggara Barat", "81.03"), ("Pakpak  Bharat", "12.15"), ("Tojo Una-una", "72.09"),
    ],
)  # fmt: skip
def test_spellings_lead_to_their_region(text, code):
    assert REGISTRY.find(text).code == code


IN_USE = [line.split("\t") for line in (Path(__file__).parent / "names_in_use.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("text", "code"), IN_USE)
def test_names_as_newspapers_and_other_offices_write_them(text, code):
    assert REGISTRY.find(text).code == code


@pytest.mark.parametrize("text", ["Jambi", "Bengkulu", "Gorontalo", "Yogyakarta"])
def test_a_province_and_its_city_of_one_name_are_not_guessed_between(text):
    with pytest.raises(AmbiguousRegion):
        REGISTRY.find(text)


@pytest.mark.parametrize(
    ("text", "near"),
    [("Kota Langkat", "12.05"), ("Kab Bandng", "32.04"), ("Suurabaya", "35.78"), ("Kutai", "64.02"), ("31.99", "31")],
)
def test_a_near_miss_is_no_answer_but_a_suggestion(text, near):
    match = REGISTRY.names.match(text)
    assert (match.kind, match.region) == ("none", None)
    assert near in match.candidates


@pytest.mark.parametrize("text", ["", " ", ".", "Kota", "Kabupaten", "\x00", "Atlantis Raya", "311", "31.7", "311.74"])
def test_what_is_no_region_is_unknown(text):
    with pytest.raises(UnknownRegion):
        REGISTRY.find(text)


@pytest.mark.parametrize(
    ("text", "longer"), [("Kota".ljust(115) + "Bogor", "Kota".ljust(116) + "Bogor"), ("Kota " * 19 + "Bogor", "Kota " * 20 + "Bogor")]
)  # fmt: skip
def test_a_name_of_120_characters_and_20_words_is_the_longest_that_is_looked_up(text, longer):
    assert REGISTRY.find(text).code == "32.71"
    assert REGISTRY.names.match(longer) == Match("none")


def test_every_official_name_leads_to_its_region_in_any_spelling_of_case_and_spaces():
    for region in REGISTRY:
        for text in (region.name, region.name.upper(), region.name.replace(" ", "  "), region.name.replace("-", " ")):
            match = REGISTRY.names.match(text, region.level)
            assert match.region is region, text


def test_every_alias_and_former_name_leads_to_its_region():
    for region in REGISTRY:
        for name in (*region.aliases, *(old for old, _basis in region.formerly)):
            assert REGISTRY.find(name) is region, name


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_it_stumble_and_an_answer_is_never_one_of_several(text):
    match = REGISTRY.names.match(text)
    assert (match.region is not None) == (match.kind in ("exact", "alias", "within"))
    assert all(code in REGISTRY for code in match.candidates)
    if match.kind == "ambiguous":
        assert len(match.candidates) > 1
