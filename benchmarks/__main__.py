"""Measure, and write the document with its plots anew; exit 1 where a call takes longer than it may.

    uv run --group bench python -m benchmarks [SECTION...] [--rounds N] [--output DIR] [--page]

Sections: start, peers, growth, post, server, nation; all of them where none is named. Those that are not measured keep their
earlier figures.
"""

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

from benchmarks import growth, nation, peers, post, server, start, where
from benchmarks.document import write
from benchmarks.places import ROOT, Place, installed
from benchmarks.results import Results, save


def _start(ours: Place, folder: Path, rounds: int) -> Results:
    found = start.measure(ours, folder, rounds)
    shares = {name: share._asdict() for name, share in where.shares(ours, folder, rounds).items()}
    return found._replace(facts={"shares": shares, "heaviest": where.heaviest(ours, folder)})


#: Each section, and how many rounds it takes by itself.
SECTIONS = {
    "start": (_start, 31),
    "peers": (peers.measure, 15),
    "growth": (growth.measure, 3),
    "post": (post.measure, 3),
    "server": (server.measure, 2),
    "nation": (nation.measure, 1),
}


def main() -> int:
    """Measure what was asked for."""
    # The server's package would rather keep what it does not need in a directory of the desktop.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, help="how often each is run; each section has a number of its own")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="where benchmarks.md goes")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page from the figures kept")
    asked = parser.parse_args()
    if asked.page:
        write(asked.output, save(asked.output / "benchmarks.json", []))
        return 0
    for name in asked.sections:
        if name not in SECTIONS:
            parser.error(f"there is no section {name}; there are: {', '.join(SECTIONS)}")
    missed = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        asked.output.mkdir(exist_ok=True)
        # A server of another account has to reach what is in it.
        folder.chmod(0o755)
        ours = installed(folder)
        for section in asked.sections or SECTIONS:
            measure, rounds = SECTIONS[section]
            print(f"{section} ...", file=sys.stderr, flush=True)
            found = measure(ours, folder, asked.rounds or rounds)
            write(asked.output, save(asked.output / "benchmarks.json", [found]))
            for line in found.lines:
                ratio = found.ratio(line)
                beside = "" if ratio is None else f"{ratio:8.2f} x {line.against}"
                print(f"{line.name:44} {line.figure.median * 1000:10.1f} ms {line.figure.peak:6.0f} MiB {beside}")
            missed += found.missed()
    for sentence in missed:
        print(sentence)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
