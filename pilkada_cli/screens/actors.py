"""The actors of a checklist item, shortened to fit a column."""

from pilkada_cli.output.lines import cut, width
from pilkada_cli.printable import visible
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.schedule import Schedule


def who(item: Item, schedule: Schedule, columns: int) -> str:
    """The item's actors in at most so many columns: two offices without their levels, or one, and how many more."""
    offices = list(dict.fromkeys(own.partition("-")[0] for own in item.actors))
    names = [visible(_office(office, item, schedule)) for office in offices]
    for named in (2, 1):
        more = f" +{len(names) - named}" if len(names) > named else ""
        told = ", ".join(names[:named]) + more
        if width(told) <= columns:
            return told
    return cut(names[0], columns - width(more)) + more


def _office(office: str, item: Item, schedule: Schedule) -> str:
    """The name of an office whatever its level, or else of the first actor of that office."""
    own = next(own for own in item.actors if own.partition("-")[0] == office)
    return schedule.actor(office if office in schedule.actors else own)
