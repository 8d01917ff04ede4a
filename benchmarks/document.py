"""Makes docs/benchmarks.md and its plots from the figures that are kept beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.nation import LONG

HEAD = """# What calls cost

Made by `uv run --group bench python -m benchmarks`, which measures all of it on any machine with Python 3.11, and writes this
page and its plots. Whole processes, from start to end, run in turns in one go, so that the ratios mean something where the
seconds do not. The program is installed from its wheel with byte code compiled, as pip does; a package
that is not compiled starts at twice the cost until it could write its byte code. Of each the median, and the quarters below
and above it; memory is the peak that the kernel counted. The figures are kept in [benchmarks.json](benchmarks.json).
"""
START = """## What a prompt, cron or a completion waits for

Beside `hello`, a bare program with the same version of Typer: the floor of any program that uses it.

![Milliseconds of each call](benchmarks/starts.svg)
"""
WHERE = """### Where the milliseconds go

By `-X importtime`, the least of nine runs. "Python" is `python -c pass`, "Typer" what hello imports as well, "libraries" what
else of the standard library and of others, "own modules" the imports of `pilkada_cli`, and "the work" all else: building the
command, reading the data, answering, and the end of the process. To measure imports costs time itself, a tenth of a
millisecond a module, so the last column is rather too small.
"""
LAZY = """
No module is imported before a command needs it, nothing compiles a pattern that it may not use, and Python's search for circles
in memory, which cost 7 ms during imports and 10 ms at the end, does not run in short commands. What is left above hello is our
modules (0.2 to 0.4 ms each); stages, regions and codes come ready-made from the build (1 ms each, where reading and checking
them took 5). Python 3.15 can put imports off by itself: `__lazy_modules__` (PEP 810) at the head of `countdown` and `is` names
what only some of their calls need; older Pythons take no notice of it.
"""
PEERS = """## Beside what one would take instead

The same work on the same data: our regions as CSV or in a table, our calendar as files for khal, our checklist as to-dos for
todoman. They are good at what they are made for, and know nothing of elections; what they lack is not in the time. Each is
compared with ours for the same task.

The names are made by rule from all regions (`benchmarks/spelling.py`): official, short, abbreviated, in capitals, with one letter wrong,
and some that mean nothing. "Wrong" is a code of another region, or one for a name that fits several or none; "missed" is no code
for a name that means one region, beside which `regions find` puts what is near, and `--accept 90` takes the nearest.
"""
GROWTH = """## How cost grows

Registries of 552 regions (the country's), of ten times that, and of 83,000 (as many as there are villages), read as YAML with
`--data`; logs of 1,000 to 1,500,000 entries. One run a size, three for what is short. What grows, and what does not:

- Of other data all regions are read from YAML and checked, 40 ms a thousand; only `countdown` without a region needs none.
- `report` does not grow: it looks at its own writer's last entry, and at the last reports of the hour.
- `import`, `verify`, `export` and `sitrep` go through all entries once, each in the same time; an import also remembers what
  it has read, to know a line that stands there twice, which is the memory that grows.
- `incidents --limit 10` grows with the log, as a call sign is as short as all other incidents let it be.

![Seconds by number of regions](benchmarks/registries.svg)
![Seconds by number of entries, SQLite](benchmarks/sqlite.svg)
![Seconds by number of entries, PostgreSQL](benchmarks/postgresql.svg)
![Memory by number of entries](benchmarks/memory.svg)
"""
POST = """## A post on voting day: 435,296 entries in a file

One report of each polling station. Limits: an import three times `sqlite-utils insert`, a situation report four times one scan
of the log, a report on the full log 1.3 times one on an empty log, and 150 MiB for all of it.
"""
SERVER = """## The same in PostgreSQL

With a server on the same machine, which takes its share of the processor. Wanted were an import in three times `COPY` of the
same rows, a report in 1.5 times psql's INSERT, and a situation report in four times one scan. The server checks hash, chain and
fields of each entry before it takes it, which `COPY` does not; a report imports the client library, which takes longer than
all of psql.
"""
NATION = """## A national post, and posts that exchange files

38 writers at one PostgreSQL, each appending entries as fast as it can for {long} seconds, an entry a turn, server and writers on
the same machine; then with a standby that has to answer for each commit. Then {posts} posts of kabupaten and kota hand in a
day's log of {reports} reports each as a file. What follows from it stands in [scale.md](scale.md).
"""


def write(folder: Path, kept: dict[str, Any]) -> None:
    """Write the page, and the plots of what was measured at several sizes."""
    (folder / "benchmarks.md").write_text("\n".join(page(kept)) + "\n", encoding="utf-8")
    from benchmarks.plots import draw, draw_starts

    if "start" in kept:
        draw_starts(folder / "benchmarks" / "starts.svg", kept["start"]["lines"])
    if "growth" in kept:
        draw(folder / "benchmarks", kept["growth"]["lines"])


def page(kept: dict[str, Any]) -> Iterator[str]:
    """The page, line by line."""
    yield HEAD
    if start := kept.get("start"):
        yield START
        yield from _table(start)
        yield ""
        yield WHERE
        yield from _shares(start["facts"])
        yield LAZY
    for name, head, body in (
        ("peers", PEERS, _table), ("growth", GROWTH, _growth), ("post", POST, _table), ("server", SERVER, _table),
    ):  # fmt: skip
        if section := kept.get(name):
            yield head
            yield from body(section)
            yield ""
    if nation := kept.get("nation"):
        facts = nation["facts"]
        yield NATION.format(long=LONG, posts=facts["posts"], reports=facts["reports"])
        yield from _table(nation)
        yield ""
        yield (
            f"A day's file of a post is {facts['file'] / 1000:,.0f} kB, {facts['packed'] / 1000:,.0f} kB packed with gzip. After the "
            f"last entry the standby was {facts['behind']:,} bytes behind, and `verify` found "
            f"{'nothing wrong' if facts['sound'] else 'something wrong'}."
        )


def _table(section: dict[str, Any]) -> Iterator[str]:
    yield f"Measured on {section['machine']}."
    yield ""
    yield "| | median | quarters | memory | |"
    yield "|---|--:|--:|--:|---|"
    for line in section["lines"]:
        one, beside = line["figure"], []
        if line["ratio"] is not None and line["against"] != line["name"]:
            limit = "" if line["limit"] is None else f" (limit {line['limit']:g})"
            missed = line["limit"] is not None and line["ratio"] > line["limit"]
            beside.append(
                f"{'**' if missed else ''}{line['ratio']:.2f}{'**' if missed else ''} × {line['against']}{limit}"
            )
        if line["note"]:
            beside.append(line["note"])
        quarters = f"{_time(one['low'])} – {_time(one['high'])}"
        peak = f"{one['peak']:.0f} MiB" if one["peak"] else ""
        yield f"| {line['name']} | {_time(one['median'])} | {quarters} | {peak} | {'; '.join(beside)} |"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _shares(facts: dict[str, Any]) -> Iterator[str]:
    yield "| ms | Python | Typer | libraries | own modules | the work |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, one in facts["shares"].items():
        yield (
            f"| {name} | "
            + " | ".join(f"{one[part]:.0f}" for part in ("python", "typer", "libraries", "own", "rest"))
            + " |"
        )
    heavy = ", ".join(f"`{module}` {took:.1f}" for module, took in facts["heaviest"])
    yield ""
    yield f"The heaviest imports of `countdown` that hello does not have, in ms: {heavy}."


def _growth(section: dict[str, Any]) -> Iterator[str]:
    yield f"Measured on {section['machine']}."
    yield ""
    names = list(dict.fromkeys(line["name"] for line in section["lines"]))
    for title, of in (("regions", False), ("entries", True)):
        curves = [name for name in names if (", SQLite" in name or ", PostgreSQL" in name) is of]
        sizes = sorted({line["size"] for line in section["lines"] if line["name"] in curves})
        yield f"| {title} | " + " | ".join(f"{size:,}" for size in sizes) + " | memory at most |"
        yield "|---|" + "--:|" * (len(sizes) + 1)
        for name in curves:
            own = {line["size"]: line["figure"] for line in section["lines"] if line["name"] == name}
            times = [_time(own[size]["median"]) if size in own else "" for size in sizes]
            yield f"| {name} | " + " | ".join(times) + f" | {max(one['peak'] for one in own.values()):.0f} MiB |"
        yield ""
    if section["facts"]["steep"]:
        yield "Steeper than n log n by more than half:"
        yield ""
        yield from (f"- {sentence}" for sentence in section["facts"]["steep"])
    else:
        yield "No curve rises by more than n log n, with half as much again for what one run is worth."
