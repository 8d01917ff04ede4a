"""`pilkada schema COMMAND`: the JSON Schema of what a command answers with `-f json`."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from pilkada_cli.errors import QUOTED, NotFoundError
from pilkada_cli.language import N_, _
from pilkada_cli.output import terminal
from pilkada_cli.printable import visible

if TYPE_CHECKING:
    from pilkada_cli.output.types import Type

#: What `regions show`, `stages show`, `status` and `is` answer beside the columns of a list.
REGION = ("commission", "supervisor", "special", "aliases", "formerly", "kabkota", "contests")
STAGE = ("opens", "closes", "steps", "known", "story", "replaces")
STATUS = ("as_of", "region", "zone", "election", "voting_day", "days", "label", "active", "next", "next_start",
          "next_days", "due", "open_stations", "overdue", "voting_again")  # fmt: skip
IS = ("stage", "region", "as_of", "active", "state", "start", "end", "begins", "ends")


class Answer(NamedTuple):
    """What a command answers: its columns, whether it is one object, and columns that have another type here."""

    columns: tuple[str, ...]
    single: bool = False
    others: "Mapping[str, Type] | None" = None


def answers() -> dict[str, Answer]:
    """The answers of all commands that have one in JSON, by the command's words."""
    from pilkada_cli.commands import check, checklist, countdown, country, elections, regions, sources, stages
    from pilkada_cli.commands.posko import agenda, backup, helping, incidents, log, members, nil, words
    from pilkada_cli.posko.sitrep.fields import COLUMNS as SITREP
    from pilkada_cli.regions.statistics import columns

    return {
        "regions list": Answer(regions.COLUMNS),
        "regions show": Answer((*regions.COLUMNS, *REGION), single=True, others={"contests": "texts"}),
        "regions find": Answer(regions.FOUND),
        "regions stats": Answer(columns(), single=True),
        "elections list": Answer(elections.COLUMNS),
        "elections show": Answer(elections.SHOWN, single=True),
        "contests list": Answer(elections.CONTESTS),
        "countdown": Answer(countdown.COLUMNS, single=True),
        "stages list": Answer(stages.COLUMNS),
        "stages show": Answer((*stages.COLUMNS, *STAGE), single=True),
        "stages timeline": Answer(stages.COLUMNS),
        "status": Answer(STATUS, single=True, others={"active": "texts", "due": "texts", "overdue": "texts"}),
        "is": Answer(IS, single=True),
        "map": Answer(country.COLUMNS, others={"value": "any"}),
        "checklist": Answer(checklist.COLUMNS),
        "check": Answer(check.COLUMNS),
        "sources": Answer(sources.COLUMNS),
        "posko members list": Answer(members.COLUMNS),
        "posko plan list": Answer(agenda.COLUMNS),
        "posko incidents": Answer(incidents.LISTED, others={"place": "text"}),
        "posko show": Answer(incidents.DETAILED, single=True, others={"place": "text"}),
        "posko overdue": Answer(nil.OVERDUE),
        "posko log": Answer(log.COLUMNS),
        "posko verify": Answer(log.FLAWS),
        "posko words": Answer(words.COLUMNS, others={"leads": "any"}),
        "posko sitrep": Answer(SITREP, single=True, others={"overdue": "rows"}),
        "posko backup": Answer(backup.COLUMNS, single=True),
        "posko help": Answer(helping.COLUMNS),
    }


def show_schema(
    words: Annotated[list[str] | None, typer.Argument(metavar="[COMMAND...]", help=N_("The command."))] = None,
) -> None:
    """Show the JSON Schema of a command's answer, or the commands that have one."""
    from pilkada_cli.output.types import json_schema

    known = answers()
    if not words:
        terminal.write("".join(f"{name}\n" for name in known))
        return
    name = " ".join(words)
    if name not in known:
        sentence = _("'{text}' answers nothing in JSON; these do: {known}.")
        raise NotFoundError(sentence.format(text=visible(name, limit=QUOTED), known=", ".join(known)))
    own = known[name]
    schema: dict[str, Any] = json_schema(f"pilkada {name}", own.columns, own.others, single=own.single)
    terminal.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
