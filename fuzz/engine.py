"""The targets under atheris: the program's modules instrumented, inputs mutated, and a second for each at most."""

import contextlib
import hashlib
import io
import random
import re
import sys
from pathlib import Path

import atheris

from fuzz.limits import limited

# It says of each module that it is instrumented.
with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["pilkada_cli"]):
    from fuzz.targets import TARGETS, Target

#: The most seconds of the clock for one input, where a parser hears no signal.
DEAF = 60
#: The longest input, in bytes, and one in how many inputs has a piece of itself repeated up to about that length.
LONGEST, STRETCHED = 1 << 15, 40
#: What is printed before the name of a file with an input that failed; libFuzzer says the same.
SAVED = "Test unit written to"
#: The most words of seeds that are mixed into inputs.
WORDS = 400
CORPUS = Path(__file__).parent / "corpus"


def stretched(data: bytes, most: int, seed: int) -> bytes:
    """A mutated input, and at times one in which a piece of it stands very often: what takes quadratic time shows."""
    chance = random.Random(seed)
    if data and chance.randrange(STRETCHED) == 0:
        start = chance.randrange(len(data))
        piece = data[start : start + chance.choice((1, 1, 2, 3, 8, 40))]
        times = min(chance.choice((100, 3000, 30_000)), max(most - len(data), 0)) // len(piece)
        return data[:start] + piece * times + data[start:]
    return bytes(atheris.Mutate(data, most))


def warm_up(names: list[str]) -> None:
    """Run the seeds of these targets, so that what is imported when it is first needed is instrumented as well."""
    with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["pilkada_cli"]):
        for name in names:
            for seed in sorted((CORPUS / name).iterdir()):
                TARGETS[name](seed.read_bytes())


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def dictionary(name: str, folder: Path) -> Path:
    """A file with the words of a target's seeds, of which inputs are put together."""
    content = b"\n".join(path.read_bytes() for path in sorted((CORPUS / name).iterdir()))
    words = sorted(set(re.findall(rb"[\w-]{2,40}|[^\w\s]", content)))[:WORDS]
    path = folder / f"{name}.words"
    path.write_text("".join(f'"{_escaped(word)}"\n' for word in words), encoding="ascii")
    return path


def saving(target: Target, found: Path) -> Target:
    """The target, which keeps an input that fails in a file, and names that."""

    def once(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            path = found / f"failed-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"{SAVED} {path}", flush=True)
            raise

    return once


def fuzz(name: str, seconds: int, seed: int, *, new: Path, found: Path) -> None:
    """Fuzz a target for so long, and end the process; inputs that are worth it go into `new`, failures into `found`."""
    options: dict[str, object] = {
        "max_total_time": seconds, "seed": seed, "max_len": LONGEST, "timeout": DEAF, "print_final_stats": 1,
        "artifact_prefix": f"{found}/",  # of what ends the process without an exception
    }  # fmt: skip
    options["dict"] = dictionary(name, new.parent)
    arguments = [f"-{option}={value}" for option, value in options.items()]
    # Setup leaves no word of this for the program's own arguments.
    atheris.Setup(
        [sys.argv[0], *arguments, str(new), str(CORPUS / name)],
        saving(limited(TARGETS[name]), found), custom_mutator=stretched,
    )  # fmt: skip
    atheris.Fuzz()
