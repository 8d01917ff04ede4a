"""Who has to do something, in the few letters that a column has."""

from pilkada_cli.printable import visible
from pilkada_cli.stages.checklists import Item

#: How many actors of an item are named.
ACTORS = 2


def who(item: Item, actors: dict[str, str]) -> str:
    """Who has to do it, in short: two offices, their levels left out, and how many more."""
    offices = list(dict.fromkeys(own.partition("-")[0] for own in item.actors))
    names = [_office(office, item, actors) for office in offices]
    more = f" +{len(names) - ACTORS}" if len(names) > ACTORS else ""
    return ", ".join(map(visible, names[:ACTORS])) + more


def _office(office: str, item: Item, actors: dict[str, str]) -> str:
    """The name of an office whatever its level, or else of the first actor of that office."""
    own = next(own for own in item.actors if own.partition("-")[0] == office)
    return actors.get(office) or actors.get(own, own)
