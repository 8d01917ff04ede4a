"""Writes several files into a directory together, so that no partly written file is left there."""

from collections.abc import Mapping
from pathlib import Path

from pilkada_cli.errors import DirectoryFailed
from pilkada_cli.language import _
from pilkada_cli.output.kept import refuse_kept
from pilkada_cli.output.staging import staged
from pilkada_cli.printable import visible


def write_files(directory: Path, files: Mapping[str, str]) -> None:
    """Write the files (name to text, in UTF-8) into the directory, which is made when missing.

    Raises DirectoryFailed, and UsageError for what is never replaced (see `kept`).

    They are written to a temporary directory beside it first, and moved into place when all are complete.
    """
    for name in files:
        if name in ("", ".", "..") or Path(name).name != name:
            raise DirectoryFailed(str(directory), _("'{name}' is no name of a file").format(name=visible(name)))
    for place in (directory, *(directory / name for name in files)):
        refuse_kept(place)
    if directory.exists() and not directory.is_dir():
        raise DirectoryFailed(str(directory), _("there is a file of that name"))
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with staged(directory.parent) as staging:
            for name, text in files.items():
                (staging / name).write_bytes(text.encode("utf-8"))
            _check_places(directory, files)
            directory.mkdir(exist_ok=True)
            for name in files:
                (staging / name).replace(directory / name)
    except OSError as error:
        raise DirectoryFailed(str(directory), error.strerror or str(error)) from None


def _check_places(directory: Path, files: Mapping[str, str]) -> None:
    for name in files:
        if (directory / name).is_dir():
            raise DirectoryFailed(str(directory / name), _("there is a directory of that name"))
