"""No spelling that the rules make of one region's name leads to another region."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.regions.registry import load_registry
from pilkada_cli.regions.spellings import spellings
from pilkada_cli.regions.tokens import BELOW, KAB, KIND_WORDS, KOTA, OFFICES, PROV, tokenise

REGISTRY = load_registry(DataFiles(shipped()))
KINDS = {"kabupaten": KAB, "kota": KOTA, "provinsi": PROV}
BEFORE = {
    kind: [
        word for word, kinds in (*OFFICES.items(), *KIND_WORDS.items()) if own <= kinds and word not in ("dan", "of")
    ]
    for kind, own in KINDS.items()
}
ORIGINS = {region.code: [code for code, _law in region.split_from] for region in REGISTRY}


def provinces_of(region):
    """The province of a region, and those that it was part of."""
    codes = [region.province] if region.province else []
    for code in codes:
        codes += [one for one in ORIGINS[code] if one not in codes]
    return [REGISTRY[code] for code in codes]


@st.composite
def written(draw):
    """A region and a text that somebody may write for it."""
    region = draw(st.sampled_from(list(REGISTRY)))
    base = draw(st.sampled_from([region.short, region.name, *region.aliases, *(old for old, _law in region.formerly)]))
    name = draw(st.sampled_from([base, *(" ".join(words) for words in spellings(tokenise(base)))]))
    stated = draw(st.lists(st.sampled_from(BEFORE[region.kind]), max_size=2))
    text = " ".join([*stated, name])
    if draw(st.booleans()):
        text = f"{text}{draw(st.sampled_from([' (', ', ', ' ']))}{draw(st.sampled_from([word for word, kinds in KIND_WORDS.items() if KINDS[region.kind] == kinds]))})"
    if draw(st.booleans()) and (provinces := provinces_of(region)):
        province = draw(st.sampled_from(provinces))
        beside = draw(st.sampled_from([province.name, province.short, f"Prov. {province.short}", *province.aliases]))
        text = draw(
            st.sampled_from([f"{text}, {beside}", f"{beside} - {text}", f"{beside} {text}", f"{text} ({beside})"])
        )
    change = draw(
        st.sampled_from(
            [str, str.upper, str.casefold, lambda one: one.replace(" ", "  "), lambda one: one.replace(" ", "-")]
        )
    )
    return region, change(text)


@settings(max_examples=1500, deadline=None)
@given(written())
def test_a_spelling_of_a_region_is_that_region_or_a_choice_with_it(one):
    region, text = one
    match = REGISTRY.names.match(text)
    assert match.region in (None, region)
    assert match.kind != "ambiguous" or region.code in match.candidates


def test_every_kabupaten_and_kota_is_found_with_its_kind_and_each_province_that_it_was_in():
    for region in REGISTRY.search(level="kabkota"):
        for province in provinces_of(region):
            for text in (f"{region.name}, {province.short}", f"Prov. {province.name} - {region.name}"):
                assert REGISTRY.names.match(text).region is region, text


def test_a_kabupaten_or_kota_is_not_found_in_a_province_that_it_never_was_in():
    for region in REGISTRY.search(level="kabkota"):
        for province in REGISTRY.search(level="provinsi"):
            if province not in provinces_of(region):
                assert REGISTRY.names.match(f"{region.name}, {province.name}").region is None


def test_a_letter_lost_of_an_official_name_is_no_other_region():
    # Solo is Surakarta, and Badung a kabupaten beside Bandung.
    known = {"Kota Solo", "Kabupaten Badung", "Kabupaten Tuba"}
    for region in REGISTRY.search(level="kabkota"):
        for place in range(len(region.name)):
            text = region.name[:place] + region.name[place + 1 :]
            assert text in known or REGISTRY.names.match(text).region in (None, region), text


def test_an_office_or_kind_never_makes_a_region_of_another_kind_fit():
    for region in REGISTRY.search(level="kabkota"):
        wrong = KINDS["kota" if region.kind == "kabupaten" else "kabupaten"]
        for word, kinds in (*OFFICES.items(), *KIND_WORDS.items()):
            if kinds == wrong:
                assert REGISTRY.names.match(f"{word} {region.short}").region is not region, (word, region.short)
    assert OFFICES["polres"] == BELOW
