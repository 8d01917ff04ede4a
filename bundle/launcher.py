"""The way into `pilkada.pyz`, where it is `__main__.py`: unpacks the program once, later goes straight to it.

It is compiled anew at every start and therefore short; what is needed once lies in `unpack.py` beside it.
"""

import os
import sys

#: The directory in which this very build is unpacked; its builder puts the hash of the content here.
BUILD = "@BUILD@"


def unpacked():
    """Where this build lies unpacked, by this user or by root for all; '' where it does not yet."""
    try:
        root = os.environ.get("SHIV_ROOT") or os.path.expanduser("~/.shiv")  # noqa: PTH111 - pathlib costs 5 ms
        place = os.path.join(root, BUILD, "site-packages")  # noqa: PTH118
        if root.startswith("~"):  # there is no home, and a directory of this name here is not this user's
            return ""
        # What somebody else has put there must not run in the name of this user.
        ours = not hasattr(os, "geteuid") or os.stat(place).st_uid in (0, os.geteuid())  # noqa: PTH116
        return place if ours and os.path.isdir(place) else ""  # noqa: PTH112
    except (OSError, ValueError):
        return ""


if __name__ == "__main__":
    place = "" if sys.version_info < (3, 11) or "SHIV_FORCE_EXTRACT" in os.environ else unpacked()
    if not place:
        import unpack  # type: ignore[import-not-found]  # it lies in the same file

        place = unpack.unpack(sys.path[0], BUILD)
    sys.path[0] = place
    from pilkada_cli.__main__ import main

    main()
