"""Where each millisecond of a call goes: the floor of Python and of Typer, our own modules, and the work itself."""

import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import environment, side_by_side
from benchmarks.places import Place
from benchmarks.start import calls

ROUNDS = 9
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
COMMANDS = ("countdown", "is kampanye", "status -f table", "regions list -f json", "posko report")


class Share(NamedTuple):
    """Milliseconds of one call by what they are spent on."""

    python: float
    typer: float
    libraries: float
    own: float
    rest: float


def _imports(words: list[str], setting: dict[str, str]) -> dict[str, float]:
    """The least milliseconds that each module took to import, itself alone, in so many runs."""
    least: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as home:
        for _round in range(ROUNDS):
            given = {**environment(Path(home)), **setting}
            done = subprocess.run(words, env=given, capture_output=True, text=True, check=False)
            for took, name in _IMPORT.findall(done.stderr):
                least[name] = min(least.get(name, float("inf")), int(took) / 1000)
    return least


def shares(ours: Place, folder: Path, rounds: int) -> dict[str, Share]:
    """The shares of some calls; `rest` is what no import takes: building commands, reading data, work, the end."""
    known = calls(ours, folder)
    bare = set(_imports([ours.python, "-X", "importtime", "-c", "pass"], {}))
    hello = set(_imports([ours.python, "-X", "importtime", *known["hello"].words[1:]], {}))
    timed = side_by_side({name: known[name] for name in ("python -c pass", *COMMANDS)}, rounds)
    python = timed["python -c pass"].least * 1000
    found = {}
    for name in COMMANDS:
        call = known[name]
        took = _imports([ours.python, "-X", "importtime", *call.words], dict(call.setting))
        own = sum(one for module, one in took.items() if module.startswith("pilkada_cli"))
        typer = sum(one for module, one in took.items() if module in hello - bare)
        others = sum(one for module, one in took.items() if module not in hello | bare) - own
        rest = timed[name].least * 1000 - python - typer - own - others
        found[name] = Share(python, typer, others, own, rest)
    return found


def heaviest(ours: Place, folder: Path, count: int = 8) -> list[tuple[str, float]]:
    """The modules that cost `countdown` most, beside those that hello imports too, in milliseconds."""
    known = calls(ours, folder)
    hello = set(_imports([ours.python, "-X", "importtime", *known["hello"].words[1:]], {}))
    took = _imports([ours.python, "-X", "importtime", *known["countdown"].words], {})
    extra = [(module, one) for module, one in took.items() if module not in hello]
    return sorted(extra, key=lambda one: -one[1])[:count]
