"""A post with some entries, the calls that people make at it, and the one rule that all of them keep."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Runs one case in a nursery, and gives its result.
Ask = Callable[[dict[str, Any]], dict[str, Any]]
#: How the names of variables begin that the tests may be run under, and the calls not.
SPOKEN = ("PILKADA_", "LC_", "LANG", "COLUMNS", "LINES", "TZ", "XDG_")
#: The exit codes of the contract that a call without an interrupt may have.
CODES = (0, 1, 2, 3, 4, 5, 74)
OWN_WORDS = re.compile(r"ERROR:root:code for hash .*\n(?:Traceback.*\n(?: .*\n)*.*\n(?:\n.*\n\n)?)+")
MORNING = "2024-11-27T08:00"

#: Calls that only read, in machine formats; `{own}` is an incident of the post, `{folder}` the folder of the test.
READS = (
    "countdown -f json", "status -f json", "is kampanye", "regions list -f json", "regions find Acehh -f csv", "regions show 31 -f yaml",
    "stages list -f tsv", "checklist -f json", "calendar", "map -f json", "sources kampanye -f csv", "schema countdown",
    "elections list -f jsonl", "posko incidents -f json", "posko sitrep -f json", "posko export", "posko verify", "posko log -f csv",
    "posko overdue", "posko show {own} -f json",
)  # fmt: skip
#: Calls that write to the log, one entry each or more.
WRITES = (
    "posko report neu --category LOG --by rini", "posko nil 31.71 --force --by rini", "posko update {own} --note x --by rini",
    "posko import {folder}/in.jsonl --again --by rini", "posko merge {folder}/other.jsonl",
)  # fmt: skip
#: Calls that write a file or a directory: the call, and the name of what it writes.
FILES = (
    ("data export {folder}/exp", "exp"), ("stages timeline -f svg --output {folder}/t.svg", "t.svg"),
    ("board --output {folder}/b.html", "b.html"), ("posko backup {folder}/bak.db", "bak.db"),
)  # fmt: skip


@contextmanager
def nursery(*, warm: bool, **environment: str) -> Iterator[Ask]:
    """A context with a process that runs cases: a function that takes one, and gives its result."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(SPOKEN)}
    process = subprocess.Popen(
        [sys.executable, str(HERE / "nursery.py"), *(["warm"] if warm else ())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**own, "PYTHONPATH": str(HERE.parents[1]), "LANG": "C.UTF-8", **environment},
    )

    def ask(case: dict[str, Any]) -> dict[str, Any]:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(case).encode() + b"\n")
        process.stdin.flush()
        result: dict[str, Any] = json.loads(process.stdout.readline())
        return result

    with process:
        yield ask
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


class Desk:
    """A folder with a post of Jakarta in it, and a way to run many calls at it under faults."""

    def __init__(self, folder: Path, ask: Ask, own: str = "") -> None:
        self.ask, self.folder, self.store = ask, folder, folder / "posko.db"
        self.environment = {"PILKADA_POSKO": str(self.store), "PILKADA_AS_OF": MORNING, "HOME": str(folder)}
        self.own = own or self._open()

    def copied(self, folder: Path) -> "Desk":
        """The same in another folder."""
        shutil.copytree(self.folder, folder)
        return Desk(folder, self.ask, self.own)

    def _open(self) -> str:
        (self.folder / "in.jsonl").write_text('{"title": "banjir", "category": "BNC"}\n' * 3)
        report = "posko report lama --category LOG --by rini"
        opened, made = self.run([self.case("posko open 31 --by rini"), self.case(report)])
        assert (opened["code"], made["code"]) == (0, 0), (opened, made)
        other = str(self.folder / "other.db")
        cases = [
            self.case(words, environment={"PILKADA_POSKO": other})
            for words in ("posko open 31 --by budi", report, "posko export")
        ]
        (self.folder / "other.jsonl").write_text(self.run(cases)[-1]["out"])
        return made["out"].strip()

    def case(self, words: str | list[str], **more: Any) -> dict[str, Any]:
        """A case of the nursery for a call of these words."""
        given = words.split() if isinstance(words, str) else words
        own = getattr(self, "own", "")
        arguments = [word.replace("{folder}", str(self.folder)).replace("{own}", own) for word in given]
        return {"arguments": arguments, "directory": str(self.folder), **more}

    def run(self, cases: list[dict[str, Any]], *, warm: bool = True, **environment: str) -> list[dict[str, Any]]:
        """Run cases one after the other and give their results; with an environment in a Python of its own."""
        if environment or not warm:
            with nursery(warm=warm, **environment) as ask:
                return [ask(self.placed(case)) for case in cases]
        return [self.ask(self.placed(case)) for case in cases]

    def placed(self, case: dict[str, Any]) -> dict[str, Any]:
        """A case with the environment of this desk, but for what it says itself."""
        return {**case, "environment": {**self.environment, **case.get("environment", {})}}

    def count(self) -> int:
        """How many entries the log has."""
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT count(*) FROM entries").fetchone()[0])

    def is_sound(self) -> bool:
        """Whether the log verifies."""
        (verified,) = self.run([self.case("posko verify --no-header")])
        assert (verified["code"], verified["out"]) == (0, ""), verified
        return True


def in_one_sentence(result: dict[str, Any]) -> bool:
    """Whether a call ended as it must: a code of the contract; where it failed, one sentence that says why."""
    assert result["code"] in CODES, result
    # Python says something itself where it cannot load one of its own modules for want of memory.
    result = {**result, "err": "".join(line for line in re.split(OWN_WORDS, result["err"]))}
    assert "Traceback" not in result["err"], result
    assert "bug" not in result["err"], result
    failed = result["code"] not in (0, 1, 3) or (result["code"] == 3 and not result["out"])
    if failed or result["err"]:
        assert result["err"].startswith("pilkada: "), result
        assert result["err"].endswith("\n"), result
    if failed:
        assert result["err"].count("\n") == 1, result
    return True
