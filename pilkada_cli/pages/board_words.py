"""The texts that the board's own script puts together, in the current language, with `{}` for what it fills in."""

from typing import TYPE_CHECKING, Any

from pilkada_cli.language import _, ngettext, spell_short

if TYPE_CHECKING:
    from pilkada_cli.pages.board import Board


def words(board: "Board") -> dict[str, Any]:
    """The texts of the script, by their names there."""
    log = board.log
    return {
        "days": [ngettext("{count} day", "{count} days", count).format(count="{}") for count in (1, 2)],
        "to": _("to {name}").format(name=board.now.voting.stage.short.spoken),
        "since": _("since {name}").format(name=board.now.voting.stage.short.spoken),
        "today": _("today is {name}").format(name=board.now.voting.stage.short.spoken),
        "opens": _("opens in {}"), "open": _("closes in {}"), "closed": _("closed"), "day": _("VOTING DAY"),
        "stale": _("STANDING STILL since {}: this board is not brought up to date."),
        "ahead": _("The clock of this screen differs from that of the post by {}: set it."),
        "written": spell_short(board.now.now, year=True),
        "which": _("Which one is meant?"),
        "modes": {
            "electing": _("Who elects"), "pair": _("Single pair"), "again": _("Votes again"),
            **({"open": _("Open incidents"), "heard": _("Has reported")} if log else {}),
        },
        "legend": {
            "electing": [_("elects nobody of its own"), _("elects a head")],
            "pair": [_("no single pair"), _("a single pair, against the empty column")],
            "again": [_("does not vote again"), _("votes once more")],
            **({} if log is None else {
                "open": [_("none"), _("1 or 2"), _("from 3, or a grave one"), _("from 10, or one of the gravest")],
                "heard": [_("reports to no one here"), _("has reported"), _("is silent")],
            }),
        },
        "offices": {"p": _("governor"), "b": _("regent"), "k": _("mayor")},
        "elects": _("Elects a {}"), "nobody": _("Elects nobody of its own"),
        "stations": _("{} polling stations"), "pairs": _("{} pairs of candidates"),
        "single": _("A single pair, against the empty column"), "votes": _("Votes once more on {}"),
        **({} if log is None else {
            "most": _("Most: {}"), "itself": _("At {} itself: {}"),
            "incidents": _("{} open incidents"), "quiet": _("No open incident"),
            "heard": _("Its post has reported"), "silent": _("Its post is silent"),
            "severities": {own: log.words.name("severities", own).spoken for own in log.words.severities},
        }),
    }  # fmt: skip
