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


def draw_starts(path: Path, lines: list[dict[str, Any]]) -> None:
    """Draw what each call takes as a bar with its quarters, and its limit as a stroke."""
    plt = _drawing()
    shown = [line for line in lines if line["against"] == "hello"][::-1]
    base = next(line for line in lines if line["name"] == "hello")["figure"]["median"]
    picture, axes = plt.subplots(figsize=(8, 0.26 * len(shown) + 1))
    for place, line in enumerate(shown):
        one = line["figure"]
        spread = [[1000 * (one["median"] - one["low"])], [1000 * (one["high"] - one["median"])]]
        axes.barh(place, one["median"] * 1000, color=COLOURS[0], xerr=spread)
        if line["limit"]:
            axes.plot([line["limit"] * base * 1000] * 2, [place - 0.4, place + 0.4], color=COLOURS[1], linewidth=2)
    axes.set_yticks(range(len(shown)), [line["name"] for line in shown])
    axes.set(xlabel="milliseconds; the stroke is the limit")
    _saved(picture, path)


def _drawing() -> Any:
    """The drawing library, set so that texts stay texts, and the same figures give the same file."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {"svg.fonttype": "none", "svg.hashsalt": "pilkada", "font.family": "sans-serif", "font.size": 10}
    )
    from matplotlib import pyplot

    return pyplot


def _saved(picture: Any, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    picture.tight_layout()
    picture.savefig(path, metadata={"Date": None, "Creator": None})
    _drawing().close(picture)


def _plot(
    path: Path, lines: list[dict[str, Any]], along: str, up: str, value: Callable[[dict[str, Any]], float]
) -> None:
    plt = _drawing()
    picture, axes = plt.subplots(figsize=(8, 4.5))
    names = list(dict.fromkeys(line["name"] for line in lines))
    for place, name in enumerate(names):
        own = sorted((line["size"], value(line["figure"])) for line in lines if line["name"] == name)
        look: Any = {"color": COLOURS[place % len(COLOURS)], "marker": MARKS[place % len(MARKS)], "markersize": 5}
        axes.plot(*zip(*own, strict=True), label=name.rpartition(", ")[0] or name, **look)
    axes.set(xscale="log", yscale="log", xlabel=along, ylabel=up)
    axes.grid(visible=True, which="major", color="#dddddd")
    axes.legend(loc="upper left", frameon=False)
    _saved(picture, path)
