"""Changes one thing in a module and asks whether its tests notice: `nice python tests/mutations.py [EACH] [SEED]`.

EACH is how many mutants of each module are tried, drawn by chance with SEED: the same at every call, while nobody changes
the module. Run by hand; docs/testing.md has the score. Each mutant is a process forked from one that has loaded the
libraries but nothing of the program. Tests that start a process of their own see the program unchanged, and do not count
for it.
"""

import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis  # noqa: F401 - loaded once for all mutants, as the next three
import pytest
import typer.testing  # noqa: F401
import yaml  # noqa: F401

ROOT = Path(__file__).parent.parent
#: A module of the core, and the tests that must notice what changes in it.
TARGETS = {
    "pilkada_cli/clock.py": ("tests/test_clock.py", "tests/stages/test_countdown.py"),
    "pilkada_cli/stages/span.py": ("tests/stages/test_span.py", "tests/stages/test_countdown.py"),
    "pilkada_cli/posko/log/entry.py": ("tests/posko/log/test_entries.py",),
    "pilkada_cli/posko/log/chains.py": ("tests/posko/log/test_chains.py",),
    "pilkada_cli/regions/names.py": ("tests/regions/test_names.py", "tests/regions/test_names_in_files.py"),
    "pilkada_cli/posko/when.py": ("tests/posko/test_when.py",),
}
#: A mutant that takes more of the processor, in seconds, runs in circles, which its tests have noticed; or waits for ever.
BUSIEST, LONGEST = 60, 120
#: Without those that need a server or wait for seconds; what the parent has loaded cannot be rewritten, and need not be.
OPTIONS = (
    "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning",
    "-k", "not postgres and not crowd and not interrupt and not forward",
)  # fmt: skip
OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Each other node that could stand in place of this one."""
    new: Any = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[operator]) if type(operator) in OTHER:
            new.ops = [OTHER[type(operator)]()]
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in OTHER:
            new.op = OTHER[type(operator)]()
        case ast.UnaryOp(op=ast.Not()):
            new = new.operand
        case ast.Constant(value=bool()):
            new.value = not new.value
        case ast.Constant(value=int()):
            new.value += 1
        case ast.If() | ast.IfExp():
            new.test = ast.UnaryOp(ast.Not(), new.test)
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return(value=ast.expr()):
            new.value = ast.Constant(None)
        case _:
            return
    yield new


def mutants(source: str) -> list[tuple[int, str, str]]:
    """Every mutant of a module: the line, what stands there then, and the whole source."""
    tree = ast.parse(source)
    # What stands in an annotation, or is for the checker of types alone, is not run.
    still = {id(inner) for node in ast.walk(tree) for field in ("annotation", "returns")
             if (hint := getattr(node, field, None)) for inner in ast.walk(hint)}  # fmt: skip
    still |= {id(node) for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"}
    found = []
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for place, node in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(node, ast.AST) or id(node) in still:
                    continue
                for new in changed(node):
                    _put(parent, field, place, new)
                    text = ast.unparse(ast.fix_missing_locations(new)).partition("\n")[0]
                    found.append((getattr(node, "lineno", 0), text, ast.unparse(ast.fix_missing_locations(tree))))
                    _put(parent, field, place, node)
    return found


def _put(parent: ast.AST, field: str, place: int, node: ast.AST) -> None:
    value = getattr(parent, field)
    if isinstance(value, list):
        value[place] = node
    else:
        setattr(parent, field, node)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Finds one module as this source, and no other."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = str(ROOT / path), source
        self.name = path.removesuffix(".py").replace("/", ".")

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None
        )

    def get_filename(self, fullname: str) -> str:
        return self.path

    def get_data(self, path: str) -> bytes:
        return self.source.encode()


def noticed(path: str, source: str, tests: tuple[str, ...]) -> bool:
    """Whether these tests fail, or run in circles, with this source in place of the module."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        os.setsid()
        signal.alarm(LONGEST)
        resource.setrlimit(resource.RLIMIT_CPU, (BUSIEST, BUSIEST))
        sys.meta_path.insert(0, Changed(path, source))
        os._exit(int(pytest.main(["-x", "-q", *OPTIONS, *tests])))
    return os.waitpid(child, 0)[1] != 0


def main(each: int, seed: int) -> None:
    """Try so many mutants of each module, drawn by chance with the seed; print those that live, and the score."""
    os.chdir(ROOT)
    for path, tests in TARGETS.items():
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not noticed(path, ast.unparse(ast.parse(source)), tests), f"{path}: its tests fail without a mutant"
        whole = mutants(source)
        tried = random.Random(f"{seed} {path}").sample(whole, min(each, len(whole)))
        living = sorted((line, text) for line, text, changed in tried if not noticed(path, changed, tests))
        for line, text in living:
            print(f"{path}:{line}: {text}")
        print(f"{path}: {len(tried) - len(living)} of {len(tried)} noticed; there are {len(whole)}", flush=True)


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], "20", "16"][:2]))
