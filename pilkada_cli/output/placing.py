"""Makes one file beside its place and moves it there when it is whole, so that no partly written file is left."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pilkada_cli.errors import FileFailed, UsageError
from pilkada_cli.language import _
from pilkada_cli.output.kept import refuse_kept
from pilkada_cli.output.staging import staged
from pilkada_cli.printable import visible


@contextmanager
def placed(path: Path, *, force: bool = False, public: bool = False, store: bool = False) -> Iterator[Path]:
    """Yield the path of an empty file, which is moved to `path` when the context ends without an error.

    A link stays, and the file that it leads to is replaced. Its mode is 0600; what is `public` has the mode of the
    file that it replaces, or the one that the umask gives. Raises UsageError where something is in the place already,
    unless it is a file and `force` is given, and for what is never replaced (see `kept`, also for `store`); FileFailed
    where the file cannot be written. The directory must be there: a missing one may be a disk that is not mounted.
    """
    refuse_kept(path, store=store)
    _refuse(path, force=force)
    if path.is_symlink():
        path = whole_path(path)
        refuse_kept(path, store=store)
    try:
        with staged(path.parent) as staging:
            made = staging / "file"
            os.close(os.open(made, os.O_CREAT | os.O_WRONLY, 0o666 if public else 0o600))
            if public and path.exists():
                made.chmod(stat.S_IMODE(path.stat().st_mode))
            yield made
            with made.open("rb") as file:
                os.fsync(file.fileno())
            _move(made, path, force=force)
    except OSError as error:
        raise FileFailed(str(path), error.strerror or str(error)) from None


def whole_path(path: Path) -> Path:
    """A path from the root on, behind all links; raises FileFailed where the working directory is gone."""
    try:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise FileFailed(str(path), error.strerror or str(error)) from None


def _refuse(path: Path, *, force: bool) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise FileFailed(str(path), getattr(error, "strerror", None) or str(error)) from None
    if not stat.S_ISREG(mode):
        raise UsageError(_("{file} is there, and is no file; give another name.").format(file=visible(str(path))))
    if not force:
        raise _taken(path)


def _taken(path: Path) -> UsageError:
    sentence = _("The file {file} is there already, and stays as it is; give another name, or --force to replace it.")
    return UsageError(sentence.format(file=visible(str(path))))


def _move(made: Path, path: Path, *, force: bool) -> None:
    """Move the file into its place; without `force`, never over one that was made there meanwhile."""
    if force:
        made.replace(path)
    else:
        try:
            os.link(made, path)
        except FileExistsError:
            raise _taken(path) from None
        except OSError:
            # A disk without hard links, as a memory stick is: look once more, and move it.
            _refuse(path, force=False)
            made.replace(path)
    _settle(path.parent)


def _settle(directory: Path) -> None:
    """Have the directory's new name survive a crash of the machine, where the system can do that."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
