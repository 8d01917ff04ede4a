"""Where the programs are installed that are measured: ours from its wheel, the others from their index, all compiled."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
#: What somebody would take instead, for one part or the other.
PEERS = ("todoman", "khal", "sqlite-utils", "pycountry", "rapidfuzz", "typer>=0.26,<0.29", "icalendar")
NODE = "idn-area-data"


class Place(NamedTuple):
    """A folder with programs: of Python, and of node."""

    folder: Path

    def program(self, name: str) -> str:
        """The path of a program that is installed here."""
        return str(self.folder / "bin" / name)

    @property
    def python(self) -> str:
        """The Python that runs them."""
        return self.program("python")


def uv(*words: str) -> None:
    """Run uv, by which this was started."""
    program = os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".venv" / "bin" / "uv")
    subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def installed(folder: Path) -> Place:
    """Our program from a wheel made now, with the libraries of its extras, byte code compiled."""
    with tempfile.TemporaryDirectory() as dist:
        uv("build", "-q", "--wheel", "--out-dir", dist)
        (wheel,) = Path(dist).glob("*.whl")
        return _made(folder / "pilkada", f"pilkada-cli[postgres,sign] @ {wheel.as_uri()}")


def peers(folder: Path) -> Place:
    """The others, in a place of their own, as some want other versions of what we use."""
    return _made(folder / "peers", *PEERS)


def _made(folder: Path, *packages: str) -> Place:
    uv("venv", "-q", "--python", sys.executable, str(folder))
    place = Place(folder)
    uv("pip", "install", "-q", "--compile-bytecode", "--python", place.python, *packages)
    return place


def node(folder: Path) -> str | None:
    """The folder in which node finds idn-area-data; None where there is neither node nor npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    where = folder / "node"
    where.mkdir()
    subprocess.run(["npm", "install", "--silent", NODE], cwd=where, check=True, stdout=subprocess.DEVNULL)
    return str(where)


def miller() -> str | None:
    """Where Miller is; of Debian, where root may install it and it is not there; else None."""
    if not shutil.which("mlr") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", "miller"], **quiet)  # type: ignore[call-overload]
    return shutil.which("mlr")
