"""The real program without root's powers, or without what a test takes away besides, and how it must fail then."""

import ctypes
import os
import subprocess
import sys

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def without_root_powers():
    """Give up root's right to write what is read-only; nobody else has it anyway."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def call(post, *arguments, before=without_root_powers, stdin=b"", **environment):
    """Run the real program under a restriction; gives its exit code, answer and error."""
    result = subprocess.run(
        [sys.executable, "-m", "pilkada_cli", "posko", *arguments], input=stdin, capture_output=True, check=False,
        env={**os.environ, **post.environment, **environment}, preexec_fn=before, timeout=60,
    )  # fmt: skip
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def failed(result, *words):
    """Whether a call failed as it must: exit 5, nothing answered, one sentence that has the words."""
    code, answer, error = result
    assert (code, answer) == (5, ""), result
    assert error.startswith("pilkada: The post's store ")
    assert error.count("\n") == 1
    assert all(word in error for word in words), error
    return True
