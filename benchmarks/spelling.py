"""Names of regions as people type them, each with the region that is meant, or none where it fits several.

The spellings are made up by rule and the same at every run; the names are the registry's.
"""

import random
from collections import Counter
from typing import NamedTuple

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.regions.registry import load_registry

SEED = 20241127
#: How often each way of writing comes up.
WAYS = {"official": 3, "short": 3, "abbreviated": 2, "capitals": 1, "misspelt": 3, "unknown": 1}
UNKNOWN = ("Atlantis", "Kota Besar", "Kabupaten Baru", "x", "Jalan Sudirman", "semua", "TPS 12", "n/a")


class Typed(NamedTuple):
    """What is typed, how it was made, and the code of the region that it means; None where it means none or several."""

    text: str
    way: str
    code: str | None


def typed(count: int) -> list[Typed]:
    """So many names, from all regions."""
    chance = random.Random(SEED)
    regions = list(load_registry(DataFiles(shipped())))
    shorts = Counter(region.short.casefold() for region in regions)
    made = []
    for way in chance.choices(list(WAYS), list(WAYS.values()), k=count):
        region = chance.choice(regions)
        alone = shorts[region.short.casefold()] == 1
        code: str | None = region.code
        if way == "official":
            text = region.name
        elif way == "abbreviated":
            text = region.name.replace("Kabupaten ", "Kab. ")
        elif way == "capitals":
            text = region.name.upper()
        elif way == "misspelt":
            place = chance.randrange(len(region.name) // 2, len(region.name))
            text = region.name[:place] + chance.choice("aeiounrst") + region.name[place + 1 :]
            # What turns one region's name into another's, or changes nothing, is no misspelling.
            code = None if text == region.name else region.code
        elif way == "unknown":
            text, code = chance.choice(UNKNOWN), None
        else:
            text, code = region.short, region.code if alone else None
        made.append(Typed(text, way, code))
    return [one for one in made if one.way != "misspelt" or one.code]
