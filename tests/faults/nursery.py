"""Runs calls of the program under faults, each in a process that is forked when Python has started.

    python nursery.py [warm] < cases > results

With `warm` all of the program is loaded before; without, nothing of ours is, so that a limit holds from the program's door on and may be
as low as nothing at all. A case is one line of JSON: `arguments`, and where wanted `environment` (null takes a variable away),
`stdin` (a text), `directory`, `mask`, `account` (a number), `limits` (names of `resource` to numbers; RLIMIT_AS counts from
what the process has already), `closed` (numbers of streams) and `fault` (words: one of FAULTS and its values). A result is one
line as well: `code` as a shell gives it, `out` and `err` as texts, and `calls`, how many functions were called where the fault
counts them.
"""

import gc
import importlib
import json
import mmap
import os
import pkgutil
import resource
import signal
import sys

from breaking import FAULTS

STREAMS = ("stdin", "stdout", "stderr")


def taken():
    """The bytes of address space that this process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def limit(name, most):
    value = most + taken() if name == "RLIMIT_AS" else most
    resource.setrlimit(getattr(resource, name), (value, value))


def surround(case):
    """Give the process its environment, directory and account."""
    for name, value in case.get("environment", {}).items():
        os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
    os.umask(case.get("mask", 0o022))
    if "account" in case:
        os.setgroups([])
        os.setgid(case["account"])
        os.setuid(case["account"])
    if "directory" in case:
        os.chdir(case["directory"])


def begin(case, streams, count):
    """Become the call of a case; nothing of this process is left open but the three streams."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(len(STREAMS), 256)
    for number, name in enumerate(STREAMS):
        if number in case.get("closed", ()):
            os.close(number)
            setattr(sys, name, None)
        else:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", errors="backslashreplace"))
    sys.argv[1:] = case["arguments"]
    # Where the locale has another coding the program begins anew, with the words that the process began with.
    sys.orig_argv[1:] = ["-m", "pilkada_cli", *case["arguments"]]
    surround(case)
    for name, most in case.get("limits", {}).items():
        limit(name, most)
    if "fault" in case:
        FAULTS[case["fault"][0]](count, *case["fault"][1:])


def call(case):
    """Fork, run a case, and give its result; None in the child, which is the case from here on."""
    given, count = os.memfd_create("stdin"), mmap.mmap(-1, 8)
    os.pwrite(given, case.get("stdin", "").encode("utf-8", "surrogateescape"), 0)
    # Pipes, as a limit on the size of files holds for them not; what is said on standard error fits into one.
    (out, to_out), (err, to_err) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        begin(case, (given, to_out, to_err), count)
        return None
    for stream in (given, to_out, to_err):
        os.close(stream)
    texts = {name: read(stream) for name, stream in (("out", out), ("err", err))}
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"code": code if code >= 0 else 128 - code, **texts, "calls": int.from_bytes(count[:8], "little")}


def read(stream):
    with open(stream, "rb") as pipe:
        return pipe.read().decode("utf-8", "surrogateescape")


def warm():
    """Load all of the program, and what its calls need of others."""
    import pilkada_cli

    for module in pkgutil.walk_packages(pilkada_cli.__path__, "pilkada_cli."):
        importlib.import_module(module.name)
    for name in ("icalendar", "jinja2", "rapidfuzz.process", "yaml", "sqlite3"):
        importlib.import_module(name)
    gc.freeze()


def main():
    """Run all cases; in a child, run the program itself and end as it ends."""
    import pilkada_cli.__main__ as door

    if sys.argv[1:] == ["warm"]:
        warm()
    for line in sys.stdin.buffer:
        result = call(json.loads(line))
        if result is None:
            door.main()
            return
        os.write(1, json.dumps(result).encode() + b"\n")


if __name__ == "__main__":
    main()
