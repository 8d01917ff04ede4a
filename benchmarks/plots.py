"""Draws the curves: seconds and memory by size, both axes logarithmic."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

#: One colour a command, with a mark each, so that nobody needs the colour: Okabe and Ito's.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9")
MARKS = "osD^vPX"


def draw(folder: Path, lines: list[dict[str, Any]]) -> None:
    """Draw four plots as SVG."""
    folder.mkdir(exist_ok=True)
    stores = {"sqlite": ", SQLite", "postgresql": ", PostgreSQL"}

    def of(ending: str) -> list[dict[str, Any]]:
        return [line for line in lines if line["name"].endswith(ending)]

    plain = [line for line in lines if not line["name"].endswith(tuple(stores.values()))]
    _plot(folder / "registries.svg", plain, "regions", "seconds", lambda one: one["median"])
    for name, ending in stores.items():
        _plot(folder / f"{name}.svg", of(ending), "entries of the log", "seconds", lambda one: one["median"])
    _plot(folder / "memory.svg", of(", SQLite"), "entries of the log", "MiB at the peak", lambda one: one["peak"])


def _plot(
    path: Path, lines: list[dict[str, Any]], along: str, up: str, value: Callable[[dict[str, Any]], float]
) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    # Texts stay texts, and the same figures give the same file.
    mpl.rcParams.update(
        {"svg.fonttype": "none", "svg.hashsalt": "pilkada", "font.family": "sans-serif", "font.size": 10}
    )
    from matplotlib import pyplot as plt

    picture, axes = plt.subplots(figsize=(8, 4.5))
    names = list(dict.fromkeys(line["name"] for line in lines))
    for place, name in enumerate(names):
        own = sorted((line["size"], value(line["figure"])) for line in lines if line["name"] == name)
        look: Any = {"color": COLOURS[place % len(COLOURS)], "marker": MARKS[place % len(MARKS)], "markersize": 5}
        axes.plot(*zip(*own, strict=True), label=name.rpartition(", ")[0] or name, **look)
    axes.set(xscale="log", yscale="log", xlabel=along, ylabel=up)
    axes.grid(visible=True, which="major", color="#dddddd")
    axes.legend(loc="upper left", frameon=False)
    picture.tight_layout()
    picture.savefig(path, metadata={"Date": None, "Creator": None})
    plt.close(picture)
