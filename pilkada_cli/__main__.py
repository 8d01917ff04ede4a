"""The entry point of `pilkada` and of `python -m pilkada_cli`."""

import gc
import os
import sys

from pilkada_cli import __version__

#: How many containers are made before Python looks for circles among them. No short command makes as many, and to look
#: for circles among what was just imported costs 7 ms of a call of 90, where Python's own number is 700.
CONTAINERS = 50_000


def main() -> None:
    """Run the command line; an interrupt (Ctrl-C) while the program loads ends it silently, with exit code 130."""
    gc.set_threshold(CONTAINERS)
    sys.unraisablehook = _interrupt_again
    try:
        if sys.argv[1:] == ["--version"] and _say_version():
            return
        _speak_utf8()
        from pilkada_cli.app import app

        app(prog_name="pilkada")
    except KeyboardInterrupt:
        sys.exit(130)
    except (ImportError, MemoryError, OSError, SyntaxError, SystemError) as error:
        # Python takes a file that it has no memory to compile for one with a slip in it, or fails within itself.
        sys.exit(_cannot_run(error))
    finally:
        # The process ends here and its memory with it; to look through all of it once more would take 10 ms.
        gc.freeze()


def _speak_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale has another coding: from Python 3.15 on that is how it begins.

    All that is written is UTF-8; arguments read in another coding would be recorded as letters that nobody typed.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - this very program


def _interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """Let an interrupt come again that Python drops: a destructor raises nothing, and a traceback would be printed."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import signal

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.001)


def _cannot_run(error: Exception) -> int:
    """Say why not even the program could be loaded, as for want of files or memory; nothing is loaded for that."""
    reason = getattr(error, "strerror", None) or str(error) or "there is not enough memory"
    try:
        sys.stderr.write(f"pilkada: The program cannot be loaded: {reason}.\n")
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        pass  # Nobody can be told.
    return 74


def _say_version() -> bool:
    """Print the version without loading the rest of the program; return whether that worked.

    Where standard output fails, the caller runs the whole program, which reports the error.
    """
    try:
        # Past Python's buffer, which keeps what it could not write and fails once more at the end.
        os.write(sys.stdout.fileno(), f"pilkada {__version__}\n".encode())
    except (AttributeError, OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    main()
