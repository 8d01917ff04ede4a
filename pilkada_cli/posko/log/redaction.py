"""Taking a text out of an entry in this store, as a redaction in the log says, while its hash still holds."""

import json

from pilkada_cli.posko.log.entry import canonical
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.seals import without


def take_out(log: Log, own: str, name: str) -> bool:
    """Take a text out of the entry with this id, inside a turn at writing; whether it was there and could be."""
    found = next(log.entries(id=own), None)
    body = None if found is None else without(json.loads(found.body), name)
    if body is None:
        return False
    log.store.entries.replace_body(own, canonical(body))
    return True
