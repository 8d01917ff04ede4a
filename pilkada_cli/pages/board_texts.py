"""What people read on the board, in the current language: the parts of the page as texts, in their order."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from pilkada_cli.clock import OFFSETS, ZoneName, zone
from pilkada_cli.language import _, ngettext, spell_clock, spell_date, spell_number
from pilkada_cli.output.page import trusted
from pilkada_cli.output.table import Row
from pilkada_cli.pages.board_log import more, of_log
from pilkada_cli.pages.timeline import timeline_svg
from pilkada_cli.posko.log.moments import milliseconds
from pilkada_cli.screens.actors import who
from pilkada_cli.screens.times import age, day_of, in_days, moment
from pilkada_cli.stages.checklists import Item
from pilkada_cli.stages.stage import Stage, in_force

if TYPE_CHECKING:
    from pilkada_cli.pages.board import Board, Log

#: How many rows each part has at most; a number says how many more there are.
GOING, AHEAD, DUE = 5, 3, 4
#: How many stages the drawing has, and its width in units of which a letter is 15 high.
STAGES, WIDE = 4, 450.0


def texts(board: "Board") -> dict[str, Any]:
    """The parts of the page as texts; a list of rows has its rows, and how many there are beside them."""
    now = board.now
    voting = now.voting.stage
    first = voting.start or voting.end
    place = now.region.label if now.region else _("Indonesia")
    return {
        "title": board.schedule.title.spoken,
        "place": place if board.log is None or board.log.within else _of_post(board.log),
        "source": _("log: {post}").format(post=_of_post(board.log)) if board.log and board.log.within else "",
        "moment": _("As of {moment}").format(moment=moment(now.now, now.zone)),
        "label": now.voting.label if now.voting.days else _("VOTING DAY"),
        "today": not now.voting.days,
        "says": _counts(board),
        "day": "" if first is None else spell_date(first),
        "trouble": board.trouble or (_("No post is shown here: its store is not there.") if board.missing else ""),
        "corner": _corner(board),
        "zones": [_zone(board, name) for name in sorted(OFFSETS, key=OFFSETS.__getitem__)],
        "stations": _stations(board),
        "going": [_going(board, one) for one in _by_end(board)[:GOING]],
        "nothing": _("Nothing of the calendar goes on.")
        if now.last is None
        else _("This election is over: nothing of its calendar goes on or is still to come."),
        "ahead": [_ahead(board, one) for one in now.ahead[: AHEAD - bool(board.log)]],
        "due": [_due(board, one) for one in [*now.overdue, *now.due][:DUE]],
        "overdue": len(now.overdue),
        "more_due": more(len(now.overdue) + len(now.due) - DUE),
        "provinces": list(_provinces(board)),
        "list": _("The regions, and whether they elect")
        if board.region
        else _("The provinces, and how many of their regions elect"),
        "timeline": _timeline(board),
        "log": None if board.log is None else of_log(board, board.log),
    }


def _of_post(log: "Log") -> str:
    return _("Joint command post, {name}").format(name=log.fields["name"].spoken)


def _counts(board: "Board") -> str:
    days, name = board.now.voting.days, board.now.voting.stage.short.spoken
    told = {
        1: ngettext("{count} day to {name}", "{count} days to {name}", days),
        0: _("today is {name}"),
        -1: ngettext("{count} day since {name}", "{count} days since {name}", -days),
    }[(days > 0) - (days < 0)]
    return told.format(count=spell_number(abs(days)), name=name)


def _corner(board: "Board") -> str:
    if board.log is None:
        return ""
    return _("Public board") if board.public else _("Internal: not for the public")


def _zone(board: "Board", name: ZoneName) -> Row:
    voting, now = board.now.voting.stage, board.now.now
    hours = ""
    if voting.opens is not None and voting.closes is not None:
        hours = f"{spell_clock(voting.opens)}–{spell_clock(voting.closes)}"
    clock = spell_clock(now.astimezone(zone(name)))
    return {"name": name, "clock": clock, "hours": hours, "other": board.region is not None and name != board.zone}


def _stations(board: "Board") -> str:
    """How many polling stations are within their hours; a timetable, and no report from the field."""
    count = sum(one.open_at(board.now.now) for one in board.polls)
    whole = sum(one.stations for one in board.polls)
    sentence = _("{count} of {all} polling stations in opening hours by the timetable; no report from the field")
    return sentence.format(count=spell_number(count), all=spell_number(whole)) if whole else ""


def _by_end(board: "Board") -> list[Stage]:
    today = board.now.now.date()
    return sorted(board.now.going, key=lambda one: (one.parent is not None, one.last or today))


def _going(board: "Board", stage: Stage) -> Row:
    today = board.now.now.date()
    last = stage.last
    return {
        "name": stage.short.spoken,
        "day": "" if last is None else _("until {day}").format(day=day_of(last, today)),
        "left": "" if last is None else in_days((last - today).days),
    }


def _ahead(board: "Board", one: Any) -> Row:
    today = board.now.now.date()
    told = {
        "opens": _("Stations open"),
        "closes": _("Stations close; those in the queue still vote, then the count"),
        "deadline": _("{name}: deadline").format(name=one.stage.short.spoken),
    }.get(one.event, one.stage.short.spoken)
    if one.zone is None:
        left = in_days((one.at.date() - today).days)
        return {"name": told, "day": day_of(one.at.date(), today), "left": left, "at": None}
    at = f"{spell_clock(one.at.astimezone(zone(one.zone)))} {one.zone}"
    return {
        "name": told,
        "day": at,
        "left": age((one.at - board.now.now).total_seconds() / 3600),
        "at": milliseconds(one.at),
    }


def _due(board: "Board", item: Item) -> Row:
    late = item.overdue(board.now.now.date())
    return {
        "late": late,
        "label": item.due_label(board.schedule.voting_day) or "",
        "text": item.text.spoken,
        "who": who(item, board.schedule, 40),
    }


def _timeline(board: "Board") -> Any:
    """The stages around the day as a drawing, whose texts switch their language with those of the page."""
    today = board.now.now.date()
    dated = [one for one in board.schedule.search() if in_force(one) and (one.start or one.since) and one.last]
    near = sorted(dated, key=lambda one: _distance(one, today))[:STAGES]
    drawing = timeline_svg([one for one in dated if one in near], board.schedule, board.now.now, wide_as=WIDE)
    return trusted(drawing.replace("<text ", "<text data-t "))


def _distance(stage: Stage, today: date) -> tuple[int, int]:
    """How many days a stage is from today, 0 while it goes on; among equals the longer one is further away."""
    assert stage.first is not None and stage.last is not None  # asked for stages with a date only
    return max((stage.first - today).days, (today - stage.last).days, 0), (stage.last - stage.first).days


def _provinces(board: "Board") -> Iterator[Row]:
    """The list that stands for the map where there is no script."""
    log = board.log
    counts = {} if log is None else {row["region"]: row["open"] for row in log.around["by_region"]}
    if board.region is not None:
        yield from _regions(board, board.region.province or board.region.code)
        return
    for own in board.registry.search(level="provinsi"):
        inside = board.registry.search(province=own.code, level="kabkota")
        electing = sum(one.electing for one in inside)
        told = [f"{electing}/{len(inside)}"]
        if log is not None:
            count = sum(counts.get(one.code, 0) for one in (own, *inside))
            told.append(_("{count} open").format(count=spell_number(count)))
            if own.code in log.expected:
                told.append(_("silent") if own.code in log.silent else _("has reported"))
        yield {"name": own.name, "told": ", ".join(told)}


def _regions(board: "Board", province: str) -> Iterator[Row]:
    """The same for one province: itself, and the regions in it."""
    log = board.log
    counts = {} if log is None else {row["region"]: row["open"] for row in log.around["by_region"]}
    for own in board.registry.search(province=province):
        told = [_("elects a head") if own.electing else _("elects nobody of its own")]
        if log is not None:
            told.append(_("{count} open").format(count=spell_number(counts.get(own.code, 0))))
            if own.code in log.expected:
                told.append(_("silent") if own.code in log.silent else _("has reported"))
        yield {"name": own.name, "told": ", ".join(told)}
