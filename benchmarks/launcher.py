"""Starts the processes that are measured: a small process, as the kernel counts memory from before the program begins.

Reads a call a line as JSON, and answers with a line: seconds, MiB at the peak, exit code.
"""

import contextlib
import json
import os
import pty
import sys
import time


def _quiet(words: list[str], given: dict[str, str], stdin: str) -> int:
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    return os.posix_spawnp(words[0], words, given, file_actions=actions)


def _on_terminal(words: list[str], given: dict[str, str]) -> int:
    """Start it on a terminal that has colours, and read all that it writes there."""
    ours, theirs = pty.openpty()
    colours = {**given, "TERM": "xterm", "PAGER": "cat", "COLUMNS": "80"}
    child = os.posix_spawnp(words[0], words, colours, file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 1)])
    os.close(theirs)
    with contextlib.suppress(OSError):  # how a terminal ends on Linux
        while os.read(ours, 65536):
            pass
    os.close(ours)
    return child


def main() -> None:
    """Serve until there is no more to read."""
    for line in sys.stdin:
        words, given, stdin, terminal = json.loads(line)
        start = time.perf_counter()
        child = _on_terminal(words, given) if terminal else _quiet(words, given, stdin)
        _pid, status, usage = os.wait4(child, 0)
        took = time.perf_counter() - start
        peak = usage.ru_maxrss / 1024
        print(json.dumps([took, peak, os.waitstatus_to_exitcode(status)]), flush=True)


if __name__ == "__main__":
    main()
