"""The hash of a whole log: the SHA-256 of the hashes of its entries, joined in the order of their ids."""

import hashlib

from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.moments import Before

#: How many hashes the database joins at once.
HASHES = 20_000


def log_hash(log: Log, before: Before | None = None) -> tuple[int, str]:
    """The number of entries that count before a limit, and the SHA-256 of their hashes joined in order of their ids."""
    digest, count, last = hashlib.sha256(), 0, ""
    limit = {} if before is None else before.condition
    while True:
        found, last, hashes = log.store.entries.strung_hashes(last, HASHES, **limit)
        if not found:
            return count, digest.hexdigest()
        digest.update(hashes.encode())
        count += found
