"""The same work by what somebody would take instead: lists, one name, many names, a calendar, a to-do list, a log."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.measuring import Call, answer, side_by_side
from benchmarks.places import Place, miller, node, peers
from benchmarks.results import Line, Results
from benchmarks.spelling import Typed, typed
from benchmarks.start import REPORT

#: How many names are resolved at once.
NAMES = 5_000

#: What a script of ten lines would do with the fuzzy matcher: the likest bare name, above its usual score of 80.
EXTRACT = """
import csv, sys
from rapidfuzz import fuzz, process, utils
names = {row["name"].removeprefix("Kabupaten ").removeprefix("Kota "): row["code"] for row in csv.DictReader(open(sys.argv[1]))}
for line in sys.stdin:
    best = process.extractOne(line, names.keys(), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=80)
    print(names[best[0]] if best else "")
"""
#: A province by its name or code, which is all that pycountry has of Indonesia.
PYCOUNTRY = """
import pycountry
print([one.name for one in pycountry.subdivisions.get(country_code="ID") if one.code == "ID-JK"])
"""
NODE_LIST = """
const data = require('idn-area-data');
Promise.all([data.getProvinces(), data.getRegencies()]).then(both => console.log(JSON.stringify(both.flat())));
"""
NODE_ONE = """
require('idn-area-data').getRegencies().then(all => console.log(all.filter(one => /bandung barat/i.test(one.name))));
"""
KHAL = """[calendars]
[[pilkada]]
path = {folder}/events
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Jakarta
default_timezone = Asia/Jakarta
[sqlite]
path = {folder}/khal.db
"""
TODOMAN = 'path = "{folder}/tasks/*"\ncache_path = "{folder}/todo.db"\n'


def _data(ours: Place, folder: Path) -> Path:
    """Our regions as CSV, as `regions list -f csv` writes them."""
    path = folder / "regions.csv"
    path.write_bytes(answer(Call([ours.program("pilkada"), "regions", "list", "-f", "csv"])))
    return path


def _calendar(ours: Place, folder: Path) -> dict[str, Call]:
    """Khal on our own calendar, an entry a file as it wants them, beside what we answer ourselves."""
    events = folder / "events"
    events.mkdir()
    text = answer(Call([ours.program("pilkada"), "calendar", "--all"])).decode()
    head, *rest = text.split("BEGIN:VEVENT\r\n")
    for number, event in enumerate(rest):
        body = event.removesuffix("END:VCALENDAR\r\n")
        (events / f"{number}.ics").write_bytes(f"{head}BEGIN:VEVENT\r\n{body}END:VCALENDAR\r\n".encode())
    (folder / "khal.conf").write_text(KHAL.format(folder=folder), encoding="utf-8")
    return {
        "what goes on that day: pilkada status": Call(
            [ours.program("pilkada"), "status", "-f", "table", "--as-of", "2024-11-20"]
        ),
        "what goes on that day: khal list": Call(
            [str(folder / "peers/bin/khal"), "-c", str(folder / "khal.conf"), "list", "2024-11-20", "2024-11-20"]
        ),
    }


def _tasks(ours: Place, folder: Path) -> dict[str, Call]:
    """Todoman on our checklist as to-dos, beside the checklist itself."""
    tasks = folder / "tasks" / "pilkada"
    tasks.mkdir(parents=True)
    columns = ["--columns", "id,text", "--no-header"]
    listed = answer(Call([ours.program("pilkada"), "checklist", "pemungutan-suara", *columns]))
    for number, row in enumerate(listed.decode().splitlines()):
        own, text = row.split("\t")
        body = f"BEGIN:VTODO\r\nUID:{own}\r\nDTSTAMP:20241120T000000Z\r\nSUMMARY:{text}\r\nEND:VTODO\r\n"
        card = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{body}END:VCALENDAR\r\n"
        (tasks / f"{number}.ics").write_bytes(card.encode())
    (folder / "todo.py").write_text(TODOMAN.format(folder=folder), encoding="utf-8")
    return {
        "what is to be done: pilkada checklist": Call(
            [ours.program("pilkada"), "checklist", "pemungutan-suara", "-f", "table", "--as-of", "H-2"]
        ),
        "what is to be done: todo list": Call(
            [str(folder / "peers/bin/todo"), "--config", str(folder / "todo.py"), "list"]
        ),
    }


def _regions(ours: Place, folder: Path, python: str) -> dict[str, Call]:
    """All regions as JSON, and one of them."""
    program, data, table = ours.program("pilkada"), _data(ours, folder), folder / "regions.db"
    known = str(folder / "peers/bin/sqlite-utils")
    answer(Call([known, "insert", str(table), "regions", str(data), "--csv"]))
    where = ["regions", "--where", "name like '%Bandung Barat%'"]
    calls = {
        "all regions as JSON: pilkada regions list": Call([program, "regions", "list", "-f", "json"]),
        "all regions as JSON: sqlite-utils rows": Call([known, "rows", str(table), "regions"]),
        "one region: pilkada regions find": Call([program, "regions", "find", "Bandung Barat"]),
        "one region: sqlite-utils rows --where": Call([known, "rows", str(table), *where]),
        "one region: pycountry (provinces alone)": Call([python, "-c", PYCOUNTRY]),
    }
    if (mlr := miller()) is not None:
        calls["all regions as JSON: Miller"] = Call([mlr, "--icsv", "--ojson", "cat", str(data)])
    if (home := node(folder)) is not None:
        setting = {"NODE_PATH": f"{home}/node_modules"}
        calls["all regions as JSON: node, idn-area-data"] = Call(["node", "-e", NODE_LIST], setting)
        calls["one region: node, idn-area-data"] = Call(["node", "-e", NODE_ONE], setting)
    return calls


def _names(ours: Place, folder: Path, python: str, asked: list[Typed]) -> dict[str, Call]:
    """Many names at once."""
    lines, script = folder / "typed", folder / "extract.py"
    lines.write_text("".join(f"{one.text}\n" for one in asked), encoding="utf-8")
    script.write_text(EXTRACT, encoding="utf-8")
    program, ends = ours.program("pilkada"), (0, 1, 3)
    find = [program, "regions", "find", "-", "--columns", "code", "--no-header"]
    return {
        f"{NAMES:,} names: pilkada regions find -": Call(find, stdin=lines, ends=ends),
        f"{NAMES:,} names: the same, --accept 90": Call([*find, "--accept", "90"], stdin=lines, ends=ends),
        f"{NAMES:,} names: rapidfuzz extractOne": Call([python, str(script), str(folder / "regions.csv")], stdin=lines),
    }


def _report(ours: Place, folder: Path) -> dict[str, Call]:
    """One incident into a log, and one line into a plain table."""
    post, line = folder / "peers.db", folder / "line.json"
    log = {"PILKADA_POSKO": str(post)}
    answer(Call([ours.program("pilkada"), "posko", "open", "nasional"], log))
    line.write_text('{"title": "Surat suara kurang", "region": "31.73", "category": "LOG"}\n', encoding="utf-8")
    insert = [str(folder / "peers/bin/sqlite-utils"), "insert", str(folder / "plain.db"), "reports", "-"]
    return {
        "one incident: pilkada posko report": Call([ours.program("pilkada"), *REPORT], log),
        "one incident: sqlite-utils insert": Call(insert, stdin=line),
    }


def judged(call: Call, asked: list[Typed]) -> str:
    """How many of the names were answered right, wrong, and not at all, where that is right or a pity."""
    found = answer(call).decode().splitlines()
    assert len(found) == len(asked)
    pairs = [(code or None, one.code) for code, one in zip(found, asked, strict=True)]
    right = sum(code == meant is not None for code, meant in pairs)
    wrong = sum(code is not None and code != meant for code, meant in pairs)
    refused = sum(code is None is meant for code, meant in pairs)
    return f"{right:,} right, {wrong:,} wrong, {refused:,} rightly refused, {len(pairs) - right - wrong - refused:,} missed"


def measure(ours: Place, folder: Path, rounds: int) -> Results:
    """The figures of all of them; each task's first is ours, with which the others are compared."""
    python, asked = peers(folder).python, typed(NAMES)
    calls = {**_regions(ours, folder, python)}
    names = _names(ours, folder, python, asked)
    calls = dict(
        sorted({**calls, **_calendar(ours, folder), **_tasks(ours, folder), **_report(ours, folder)}.items(), key=_task)
    )
    figures = side_by_side({**calls, **names}, rounds)
    lines = [
        Line(name, one, _first(name, figures), note=judged(names[name], asked) if name in names else "")
        for name, one in figures.items()
    ]
    return Results("peers", lines, {"names": len(asked)})


def _task(pair: tuple[str, Call]) -> tuple[str, bool]:
    task, _colon, program = pair[0].partition(": ")
    return task, not program.startswith("pilkada")


def _first(name: str, figures: Iterable[str]) -> str:
    return next(one for one in figures if one.partition(": ")[0] == name.partition(": ")[0])
