"""The drawing of `pilkada map -f svg`: what it says of itself, in words, from the data of the session."""

from collections.abc import Mapping

from pilkada_cli.clock import NATIONAL
from pilkada_cli.commands.drawing import licence_of, refuse_nothing
from pilkada_cli.language import N_, _, spell_moment
from pilkada_cli.pages.country import country_svg
from pilkada_cli.pages.drawing import About
from pilkada_cli.pages.palette import State
from pilkada_cli.pages.picture import Class, Picture
from pilkada_cli.pages.province import province_svg
from pilkada_cli.regions.grid import Grid
from pilkada_cli.screens.map import TITLES, By, Value, class_of
from pilkada_cli.screens.regions import short_name
from pilkada_cli.session import Session

#: Of what a map shows, the key of the evidence that says where it was read.
EVIDENCE = {"electing": "totals", "pairs": "pairs", "single-pair": "pairs", "zone": "zones"}
#: What a legend says of yes and of no, where a map shows either.
WORDS = {
    "electing": (N_("elects a head of its own"), N_("elects none of its own")),
    "single-pair": (N_("a single pair"), N_("several pairs, or no vote of its own")),
    "revote": (N_("votes once more"), N_("does not vote once more")),
}
#: What the figures beside the names of provinces are.
FIGURES = {
    "pairs": N_("Beside a province: the pairs in its own vote for governor."),
    "single-pair": N_("Beside a province: how many contests of a single pair, its own included."),
    "revote": N_("Beside a province: how many vote once more, itself included."),
    "incidents": N_("Beside a province: how many are open in all of it."),
}


def draw(
    session: Session,
    by: By,
    grid: Grid,
    values: Mapping[str, Value],
    figures: Mapping[str, int | str | None],
    inside: str | None,
) -> str:
    """The map as a file; `inside` is the code of the one province that is shown, None for the country.

    Raises UsageError where no value is left.
    """
    if not values:
        raise refuse_nothing()
    now, registry = session.now(), session.election.registry
    licence, naming = licence_of(session)
    where = None if inside is None else registry[inside]
    title = _(TITLES[by]) if where is None else f"{_(TITLES[by])} · {where.name}"
    moment = spell_moment(now, NATIONAL)
    about = About(
        title, _describe(moment), now.date().isoformat(), [*_sources(session, by), naming],
        None if by == "incidents" else licence,
    )  # fmt: skip
    names = {one.code: one.short if one.level == "provinsi" else short_name(one) for one in registry}
    classes = {code: _class(by, value) for code, value in values.items()}
    shown = {code: str(value) for code, value in figures.items() if value and by in FIGURES}
    told = _(FIGURES[by]) if by in FIGURES and inside is None else ""
    legend = list(dict.fromkeys(_class(by, value) for value in sorted(values.values(), key=_rank)))
    picture = Picture(about, moment, classes, legend, names, shown, told, grid)
    return country_svg(picture) if inside is None else province_svg(picture)


def _rank(value: Value) -> tuple[int, str]:
    """The place of a value in a legend: yes before no, small numbers and western zones first."""
    if isinstance(value, bool):
        return int(not value), ""
    return (value, "") if isinstance(value, int) else (0, {"WIT": "Z"}.get(value, value) if value else "")


def _class(by: By, value: Value) -> Class:
    words, role = class_of(by, value)
    if by in WORDS:
        words = _(WORDS[by][not value])
    states: dict[str, State] = {"good": "good", "near": "near", "bad": "bad", "command": "command", "plain": "plain"}
    return Class(words, states.get(role, "none"))


def _describe(moment: str) -> str:
    sentence = _("A hexagon of one size for each kabupaten and kota, beside its neighbours; no survey. As of {moment}.")
    return sentence.format(moment=moment)


def _sources(session: Session, by: By) -> list[str]:
    """Where the facts of this map were read, by the data's own evidence."""
    if by == "incidents":
        if session.has_post:
            return [_("Source: the log of the joint command post.")]
        return [_("There is no joint command post here, and so no incident.")]
    if by == "revote":
        return [_("Source: the rulings and decisions of each region; see: pilkada sources")]
    found = session.election.evidence.of("regions", EVIDENCE[by])
    if found is None or found.fact is None:
        return []
    basis = f" ({found.basis})" if found.basis else ""
    return [_("Source: {fact}").format(fact=f"{found.fact.spoken}{basis}")]
