"""A writer to be run, killed and counted by the tests: appends entries through the log's interface.

    python writer.py LOCATION NAME COUNT

Prints the id of each entry when it is in the log, and not before.
"""

import os
import sys
from datetime import datetime, timezone

from pilkada_cli.posko.log.access import open_log
from pilkada_cli.posko.log.turn import Act

NOW = datetime(2024, 11, 27, tzinfo=timezone.utc)  # noqa: UP017


def write(location: str, name: str, count: int) -> None:
    """Append so many entries, each in a turn of its own."""
    log = open_log(location, write=True)
    for number in range(count):
        with log.writing() as turn:
            entry = turn.append(Act("nil", {"note": f"{name} {number}"}, "31.71"), writer=name, now=NOW, post="31")
        # A write as small as this reaches the pipe whole, or not at all.
        os.write(1, f"{entry.id}\n".encode())
    log.close()


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
