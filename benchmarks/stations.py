"""A national post on voting day: a JSON line for each polling station of the registry, to be imported.

    uv run python -m benchmarks.stations > stations.jsonl

The stations and their regions are the registry's; what is said of them is made up and the same at every run.
"""

import json
import random
import sys
from collections.abc import Iterator

from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.posko.words_file import load_words
from pilkada_cli.regions.registry import load_registry

SEED = 20241127
#: How often each severity comes up, from the mildest to the gravest.
WEIGHTS = (70, 22, 7, 1)


def station_reports() -> Iterator[str]:
    """The lines, region by region."""
    files, chance = DataFiles(shipped()), random.Random(SEED)
    words, registry = load_words(files), load_registry(files)
    categories, severities, agencies = list(words.categories), list(words.severities), list(words.agencies)
    for region in registry:
        if region.level == "provinsi":
            continue
        for station in range(1, region.polling_stations + 1):
            minute = chance.randrange(6 * 60, 18 * 60)
            report = {
                "title": f"TPS {station:03d}: laporan petugas {chance.randrange(1000)}",
                "region": region.code,
                "category": chance.choice(categories),
                "severity": chance.choices(severities, WEIGHTS)[0],
                "agency": chance.choice(agencies),
                "occurred": f"2024-11-27T{minute // 60:02d}:{minute % 60:02d}:00+07:00",
                "details": "Dicatat petugas di lapangan, diteruskan lewat radio; belum diperiksa di tempat.",
            }
            yield json.dumps(report, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.writelines(station_reports())
