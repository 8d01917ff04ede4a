"""What a shell prompt, a cron job or a completion waits for: each call beside a bare Typer program."""

from pathlib import Path

from benchmarks.measuring import Call, answer, side_by_side
from benchmarks.places import Place
from benchmarks.results import Line, Results

HELLO = """import typer
app = typer.Typer()
@app.command()
def main(name: str = "world"):
    print("hello", name)
app()
"""
#: What a call may take at most, of what hello takes.
LIMITS = {
    "--version": 0.3,
    "is kampanye": 1.15,
    "completion of a region": 1.15,
    "completion of a stage": 1.15,
    "countdown": 1.2,
    "status -f table": 1.25,
    "regions list -f json": 1.3,
    "regions list -f table": 1.4,
    "regions list in colour": 2.1,
    "checklist -f table": 1.5,
    "posko report": 1.5,
}
#: One incident, as it is reported at a keyboard.
REPORT = ("posko", "report", "Surat suara kurang", "--region", "31.73", "--category", "LOG", "--force")
#: How many names `regions find -` reads, and how many times a countdown it may take.
NAMES, FINDING = 10_000, 10.0


def calls(ours: Place, folder: Path) -> dict[str, Call]:
    """Each call by its name in the document."""
    hello, post = folder / "hello.py", folder / "start.db"
    hello.write_text(HELLO, encoding="utf-8")
    program = ours.program("pilkada")

    def call(text: str, **setting: str) -> Call:
        return Call([program, *text.split()], setting, ends=(0, 1))

    def completion(typed: str) -> Call:
        setting = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
        return Call([program], {"_PILKADA_COMPLETE": "complete_bash", **setting})

    log = {"PILKADA_POSKO": str(post)}
    answer(call("posko open nasional", **log))
    return {
        "python -c pass": Call([ours.python, "-c", "pass"]),
        "hello": Call([ours.python, str(hello)]),
        "--version": call("--version"),
        "is kampanye": call("is kampanye -q"),
        "completion of a region": completion("pilkada regions show Fak"),
        "completion of a stage": completion("pilkada countdown pemu"),
        "countdown": call("countdown"),
        "countdown --region": call("countdown --region 91.71"),
        "countdown in Indonesian": call("countdown --lang id"),
        "status -f table": call("status -f table --as-of H-2"),
        "stages list": call("stages list"),
        "checklist -f table": call("checklist -f table --as-of H-2"),
        "calendar": call("calendar"),
        "regions show, by code": call("regions show 31.73"),
        "regions show, by name": call("regions show Fakfak"),
        "regions list -f json": call("regions list -f json"),
        "regions list -f table": call("regions list -f table"),
        "regions list in colour": Call([program, "regions", "list"], terminal=True),
        "posko report": Call([program, *REPORT], log),
        "posko nil": call("posko nil 31.71 --force", **log),
        "posko overdue": call("posko overdue", **log),
        "posko incidents": call("posko incidents", **log),
    }


def misspelt(ours: Place, count: int) -> bytes:
    """So many names of regions, a line each, one in ten of them misspelt."""
    listed = answer(Call([ours.program("pilkada"), "regions", "list", "--columns", "name", "--no-header"]))
    official = listed.decode().splitlines()
    lines = [official[number * 7 % len(official)] for number in range(count)]
    return "\n".join(
        f"{line[:4]}x{line[4:]}" if number % 10 == 0 else line for number, line in enumerate(lines)
    ).encode()


def measure(ours: Place, folder: Path, rounds: int) -> Results:
    """The figures of all of them."""
    known = calls(ours, folder)
    names = folder / "names"
    names.write_bytes(misspelt(ours, NAMES))
    finding = Call([ours.program("pilkada"), "regions", "find", "-"], stdin=names, ends=(0, 1, 3))
    figures = side_by_side({**known, f"regions find - ({NAMES:,})": finding}, rounds)
    lines = [Line(name, one, "hello", LIMITS.get(name)) for name, one in figures.items()]
    lines[-1] = lines[-1]._replace(against="countdown", limit=FINDING)
    return Results("start", lines)
