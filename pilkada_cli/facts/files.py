"""Finds and reads the data files as plain dicts, lists and strings; no other module imports yaml.

Every scalar stays the string that stands in the file: YAML itself would read 11.10 as 11.1, 13:00 as 780 and `no` as
false. Duplicate keys, anchors and aliases are refused. Parsing YAML takes 25 ms of a call of 90 ms, so the build puts
each file's content beside it in compiled form (`.tree`), which is used only while the YAML file is unchanged, also for
a file of a copy of the data that is ours byte for byte. To check the records of a file takes another 5 ms, so of the
regions and stages the build puts there also what it has checked and made of them (`.ready`).
"""

import binascii
import marshal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pilkada_cli.errors import DataError, InvalidData
from pilkada_cli.language import _
from pilkada_cli.printable import visible

NAMES = ("regions", "schedule", "checklists", "revotes", "posko", "evidence")
#: The largest data file, in bytes. Ours are below 300 kB.
LARGEST = 4 * 1024 * 1024
PACKAGE = Path(__file__).parent.parent


Tree = dict[str, Any]


class DataFiles:
    """The data files of one directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        #: Data file -> its content, and the same with the lines on which things stand.
        self._trees: dict[str, Tree] = {}
        self._nodes: dict[str, Any] = {}

    def path(self, name: str) -> Path:
        """Where the data file of this name is."""
        return self.directory / f"{name}.yaml"

    def read(self, name: str) -> Tree:
        """The whole content of one data file, read once; raises DataError when it cannot be read."""
        if name not in self._trees:
            path, own = self.path(name), shipped() / f"{name}.yaml"
            tree = _compiled(own) if _are_same(path, own) else None
            self._trees[name] = parse(path) if tree is None else tree
        return self._trees[name]

    def ready(self, name: str, code: Iterable[str]) -> Any:
        """What the build has made of a shipped file, for the modules `code` (paths in the package) that read it here.

        Plain values, which were checked when they were made; None where there are none that were made from this very
        YAML, and in a checkout by this very code: there the file is to be read.
        """
        if self.directory != shipped():
            return None
        path = self.path(name)
        try:
            mark, made_by, rows = marshal.loads(path.with_suffix(".ready").read_bytes())  # noqa: S302 - as above
            return rows if mark == _mark(path) and (_is_installed() or made_by == _code_mark(code)) else None
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def line(self, name: str, keys: tuple[str, ...]) -> int | None:
        """The line, from 1, of the deepest of these nested keys that exists; for errors only, as it parses the file."""
        if name not in self._nodes:
            path = self.path(name)
            self._nodes[name] = _compose(_text(path), path.name)
        node: Any = self._nodes[name]
        number: int | None = node.start_mark.line + 1
        for key in keys:
            step = _step(node, key)
            if step is None:
                break
            number, node = step
        return number


def shipped() -> Path:
    """The data that comes with the program: inside the package when installed, beside it in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent / "data"


def parse(path: Path) -> Tree:
    """The content of a YAML file as dicts, lists and strings; raises DataError, or InvalidData for a duplicate key."""
    return _plain(_compose(_text(path), path.name), path.name)


def compile_tree(path: Path) -> bytes:
    """The content of a YAML file in compiled form: marshalled, with the length and CRC-32 of that file."""
    # Version 4 is read by every Python since 3.4, and so by all that this program runs on.
    return marshal.dumps((_mark(path), parse(path)), 4)


def compile_rows(path: Path, rows: Any, code: Iterable[str]) -> bytes:
    """What the modules `code` have made of a YAML file, plain values, in compiled form; see `DataFiles.ready`."""
    return marshal.dumps((_mark(path), _code_mark(code), rows), 4)


def _is_installed() -> bool:
    """Whether data and code came together, as in a wheel, where neither changes without the other."""
    return shipped().parent == PACKAGE


def _code_mark(code: Iterable[str]) -> int:
    mark = 0
    for name in code:
        mark = binascii.crc32((PACKAGE / name).read_bytes(), mark)
    return mark


def _compiled(path: Path) -> Tree | None:
    """The content of a shipped file from its `.tree`; None where there is none that was made from this very YAML."""
    try:
        mark, tree = marshal.loads(path.with_suffix(".tree").read_bytes())  # noqa: S302 - as trusted as the code
        return tree if mark == _mark(path) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _are_same(path: Path, own: Path) -> bool:
    """Whether a data file is the shipped one, or the same byte for byte."""
    if path == own:
        return True
    try:
        return path.stat().st_size == own.stat().st_size and path.read_bytes() == own.read_bytes()
    except (OSError, ValueError):
        return False


def _mark(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    return len(content), binascii.crc32(content)


def _text(path: Path) -> str:
    name = path.name
    try:
        if path.parent.exists() and not path.parent.is_dir():
            raise DataError(str(path.parent), _("this is not a directory; give the directory of the data files"))
        if not path.parent.exists():
            raise DataError(str(path.parent), _("there is no such directory; give the directory of the data files"))
        if not path.exists():
            raise DataError(name, _("the file is missing from {directory}").format(directory=visible(str(path.parent))))
        if not path.is_file():
            raise DataError(name, _("this is not a file"))
        if path.stat().st_size > LARGEST:
            raise DataError(name, _("the file is too large: {limit} MB at most").format(limit=LARGEST >> 20))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError(name, _("the file is not UTF-8 text"), line=line) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(name, _("the file cannot be read: {reason}").format(reason=reason)) from None


def _compose(text: str, name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise DataError(name, _("this is not YAML: {problem}").format(problem=error.problem), line=line) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = " ".join(str(error).split())
        raise DataError(name, _("this is not YAML: {problem}").format(problem=problem)) from None
    if not isinstance(node, yaml.MappingNode):
        raise DataError(name, _("the file must be a mapping of keys to values"))
    return node


def _plain(root: Any, name: str) -> Tree:
    seen: set[int] = set()

    def walk(node: Any) -> Any:
        value = node.value
        if isinstance(value, str):
            return value
        if id(node) in seen:
            raise InvalidData(name, _("anchors and aliases (& and *) are not used here"), line=node.start_mark.line + 1)
        seen.add(id(node))
        if node.id == "sequence":
            return [walk(item) for item in value]
        tree: Tree = {}
        for key, item in value:
            if not isinstance(key.value, str):
                raise InvalidData(name, _("a key must be a plain word"), line=key.start_mark.line + 1)
            if key.value in tree:
                raise InvalidData(name, _("the key stands there twice"), key=key.value, line=key.start_mark.line + 1)
            tree[key.value] = walk(item)
        return tree

    try:
        return walk(root)  # type: ignore[no-any-return]  # the root is a mapping, which _compose has made sure of
    except RecursionError:
        raise DataError(name, _("the file is nested too deeply")) from None


def _step(node: Any, key: str) -> tuple[int, Any] | None:
    if node.id == "mapping":
        for name, value in node.value:
            if name.value == key:
                return name.start_mark.line + 1, value
    elif node.id == "sequence":
        for position, item in enumerate(node.value):
            if key in (str(position), _own_id(item)):
                return item.start_mark.line + 1, item
    return None


def _own_id(node: Any) -> str | None:
    if node.id == "mapping":
        for name, value in node.value:
            if name.value == "id" and isinstance(value.value, str):
                return value.value
    return None
