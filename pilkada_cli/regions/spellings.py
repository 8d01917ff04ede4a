"""Spells a region's name in the other ways that follow from it: in English, with its islands in front or behind."""

from collections.abc import Iterator

Words = tuple[str, ...]

#: The English words for the directions, which stand before an English name and behind an Indonesian one.
DIRECTIONS: dict[Words, tuple[str, ...]] = {
    ("utara",): ("north", "northern"),
    ("selatan",): ("south", "southern"),
    ("timur",): ("east", "eastern"),
    ("barat",): ("west", "western"),
    ("tengah",): ("central", "middle"),
    ("tenggara",): ("southeast", "south east", "southeastern"),
    ("barat", "daya"): ("southwest", "south west", "southwestern"),
    ("besar",): ("greater",),
    ("pusat",): ("central",),
}
#: A word for the shape of a place, before or behind its name -> the English words, which stand behind.
SHAPES = {
    "kepulauan": ("islands", "archipelago"),
    "pulau": ("island",),
    "pegunungan": ("mountains", "highlands"),
    "teluk": ("bay",),
}
#: What stands before the name of a province of its own kind -> what is written instead.
HONOURS: dict[Words, tuple[str, ...]] = {
    ("daerah", "istimewa"): ("di", "special region of"),
    ("daerah", "khusus", "ibukota"): ("dki", "daerah khusus", "special capital region of", "special region of"),
}
#: Words of a name that are often written as the other.
TWINS = {"tana": "tanah", "muaro": "muara", "paser": "pasir"}


def spellings(words: Words) -> Iterator[Words]:
    """Other ways to write this name: `South Lampung`, `Konawe Islands`, `Kepulauan Tidore`, `Seram Barat`, `DI Aceh`.

    The words are in plain small letters, as `tokens.tokenise` gives them. No two regions need differ in what comes out.
    """
    for honour, others in HONOURS.items():
        size = len(honour)
        if len(words) > size and words[:size] == honour:
            for other in others:
                yield (*other.split(), *words[size:])
                if other.endswith(" of"):
                    yield (*words[size:], *other.split()[:-1])
    yield from _english(words)
    for place, word in enumerate(words):
        if word == "bagian":
            yield from (plain := words[:place] + words[place + 1 :], *_english(plain))
        if word in TWINS:
            yield (*words[:place], TWINS[word], *words[place + 1 :])
    if len(words) > 1 and words[0] == "kepulauan":
        yield (*words[1:], "kepulauan")
    if len(words) > 1 and words[-1] == "kepulauan":
        yield ("kepulauan", *words[:-1])


def _english(words: Words) -> Iterator[Words]:
    """The name in English; each direction at its end goes to the front: `South Central Timor`."""
    for direction, english in DIRECTIONS.items():
        size = len(direction)
        if len(words) > size and words[-size:] == direction:
            rest = words[:-size]
            for word in english:
                for inner in (rest, *_english(rest)):
                    yield (*word.split(), *inner)
    for shape, plurals in SHAPES.items():
        for plural in plurals if len(words) > 1 else ():
            if words[0] == shape:
                yield (*words[1:], plural)
            if words[-1] == shape:
                yield (*words[:-1], plural)
                if shape == "pegunungan":
                    yield ("highland", *words[:-1])
