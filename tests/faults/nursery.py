"""Runs calls of the program under faults, each in a process that is forked when Python has started but nothing of ours has.

    python nursery.py < cases > results

A case is one line of JSON: `arguments`, and where wanted `environment`, `stdin` (a text), `limits` (names of `resource` to
numbers; `RLIMIT_AS` counts from what the process has already), `umask`, `account` (a number), `directory`. A result is one line
as well: `code` (as a shell gives it), `out` and `err`, as texts. A fork takes a tenth of the time of a new process, and a limit holds
from the program's door on, so that it may be as low as nothing at all.
"""

import json
import os
import resource
import sys

import pilkada_cli.__main__ as door

STANDARD = 3


def taken():
    """The bytes of address space that this process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def limit(name, most):
    number = getattr(resource, name)
    value = most + taken() if name == "RLIMIT_AS" else most
    resource.setrlimit(number, (value, value))


def begin(case, streams):
    """Become the call of a case; nothing of this process is left open but the three streams."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(STANDARD, 256)
    os.environ.update(case.get("environment", {}))
    os.chdir(case.get("directory", "/"))
    sys.argv[1:] = case["arguments"]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", errors="backslashreplace"))
    if "account" in case:
        os.setgroups([])
        os.setgid(case["account"])
        os.setuid(case["account"])
    for name, most in case.get("limits", {}).items():
        limit(name, most)


def call(case):
    """Fork, run a case, and give its result; None in the child, which is the case from here on."""
    streams = [os.memfd_create(name) for name in ("in", "out", "err")]
    os.pwrite(streams[0], case.get("stdin", "").encode(), 0)
    child = os.fork()
    if child == 0:
        begin(case, streams)
        return None
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    out, err = (os.pread(stream, os.fstat(stream).st_size, 0).decode("utf-8", "surrogateescape") for stream in streams[1:])
    for stream in streams:
        os.close(stream)
    return {"code": code if code >= 0 else 128 - code, "out": out, "err": err}


def main():
    """Run all cases; in a child, run the program itself and end as it ends."""
    for line in sys.stdin.read().splitlines():
        result = call(json.loads(line))
        if result is None:
            door.main()
            return
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
