"""Unpacks the program out of `pilkada.pyz`: once under `~/.shiv`, or for one call where nothing can be kept.

Runs before there is a program, and where Python is too old for it: nothing is imported from it, and nothing is written
that Python 3.6 cannot read.
"""

import os
import sys

#: Exit codes as in the program itself: a usage error, a file that could not be written, an interrupt.
USAGE, OUTPUT, INTERRUPTED = 2, 74, 130
SENTENCES = {
    "en": {
        "old": "this file needs Python 3.11 or newer, and this is {version}; run it with another: python3.11 {file}",
        "place": "{file} cannot be unpacked ({reason}); set SHIV_ROOT to a directory that can be written.",
    },
    "id": {
        "old": "berkas ini memerlukan Python 3.11 atau lebih baru, dan ini {version}; "
        "jalankan dengan yang lain: python3.11 {file}",
        "place": "{file} tidak dapat dibongkar ({reason}); isi SHIV_ROOT dengan direktori yang dapat ditulisi.",
    },
}


def unpack(archive, build):
    """Return the directory with the unpacked program; end the process with a sentence where there can be none."""
    if sys.version_info < (3, 11):
        stop(USAGE, "old", file=os.path.basename(archive), version="%d.%d" % sys.version_info[:2])
    try:
        try:
            return kept(archive, build)
        except OSError as error:
            return for_this_call(archive, error)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def kept(archive, build):
    """Unpack under SHIV_ROOT or `~/.shiv` for all calls to come; raises OSError."""
    import shutil
    import tempfile

    root = os.environ.get("SHIV_ROOT") or os.path.expanduser("~/.shiv")
    if root.startswith("~"):
        raise FileNotFoundError(2, os.strerror(2), root)
    os.makedirs(root, exist_ok=True)
    place = os.path.join(root, build)
    # Beside its place and renamed at the end: two first calls at once, or one that is killed, leave nothing by halves.
    beside = tempfile.mkdtemp(prefix=build[:16] + ".", dir=root)
    try:
        extract(archive, beside)
        compile_all(beside)
        # mkdtemp lets nobody else in, but what root unpacks is for all.
        os.chmod(beside, 0o755)  # noqa: S103
        settle(beside, place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return os.path.join(place, "site-packages")


def settle(beside, place):
    """Put the unpacked directory into its place; what another call has just put there is as good."""
    import shutil

    owner = os.stat(place).st_uid if os.path.isdir(place) else None
    if owner is not None and hasattr(os, "geteuid") and owner not in (0, os.geteuid()):
        raise PermissionError(13, os.strerror(13), place)
    if "SHIV_FORCE_EXTRACT" in os.environ:
        shutil.rmtree(place, ignore_errors=True)
    try:
        os.rename(beside, place)
    except OSError:
        if not os.path.isdir(os.path.join(place, "site-packages")):
            raise


def for_this_call(archive, error):
    """Unpack into a private directory that is removed at the end; end with a sentence where that fails as well."""
    import atexit
    import shutil
    import tempfile

    try:
        place = tempfile.mkdtemp(prefix="pilkada-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        extract(archive, place)
    except OSError as second:
        reason = "; ".join(dict.fromkeys("%s: %s" % (one.filename, one.strerror) for one in (error, second)))
        stop(OUTPUT, "place", file=os.path.basename(archive), reason=reason)
    # Nothing of it is used twice.
    sys.dont_write_bytecode = True
    return os.path.join(place, "site-packages")


def extract(archive, directory):
    """Extract what shiv has packed as `site-packages` out of the archive within the archive."""
    import zipfile

    with zipfile.ZipFile(archive) as outer, outer.open("shiv.pyz") as inner, zipfile.ZipFile(inner) as packed:
        packed.extractall(directory, [name for name in packed.namelist() if name.startswith("site-packages/")])


def compile_all(directory):
    """Compile everything, for users who may not write there: without it, half of every start is compiling."""
    import compileall

    # One worker: more of them need shared memory, which is not everywhere.
    compileall.compile_dir(directory, quiet=2, workers=1)


def stop(code, name, **values):
    """End the process with this exit code and sentence, in the language that the environment asks for."""
    asked = [os.environ.get(each, "") for each in ("PILKADA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    language = "id" if ([one for one in asked if one] + ["en"])[0].lower().startswith("id") else "en"
    sys.stderr.write("pilkada: " + SENTENCES[language][name].format(**values) + "\n")
    sys.exit(code)
