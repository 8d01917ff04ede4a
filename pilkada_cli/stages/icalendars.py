"""A calendar for other programs: stages as iCalendar events (RFC 5545), the same bytes for the same data.

A UID is made of stage, region and voting day and never changes. SEQUENCE is the number of plans that a stage has
replaced; a plan that was replaced is CANCELLED, one that is not final TENTATIVE. No other module imports icalendar.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pilkada_cli import __version__
from pilkada_cli.clock import OFFSETS, ZoneName
from pilkada_cli.language import Text, _, current
from pilkada_cli.regions.region import Region
from pilkada_cli.stages.schedule import Schedule
from pilkada_cli.stages.stage import Stage, in_force

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: Zone -> its name in the IANA time zone database, which calendar programs know.
ZONE_NAMES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def dated(stages: Sequence[Stage]) -> list[Stage]:
    """The stages that have a date, which an iCalendar file can show."""
    return [stage for stage in stages if stage.anchor is not None]


def render_calendar(
    schedule: Schedule, stages: Sequence[Stage], region: Region | None = None, alarms: Sequence[timedelta] = ()
) -> str:
    """The stages that have a date as one iCalendar text in the current language; `alarms` are times before an event."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//pilkada//pilkada {__version__}//{current().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = schedule.election.spoken if region is None else f"{schedule.election.spoken}: {region.name}"
    calendar.add("x-wr-calname", title)
    shown = dated(stages)
    if region is not None and any(_hours(stage) for stage in shown):
        calendar.add_component(_zone(region.zone))
    for stage in shown:
        calendar.add_component(_event(schedule, stage, region, alarms))
    return _text(calendar)


def _text(calendar: "Calendar") -> str:
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _hours(stage: Stage) -> bool:
    return stage.opens is not None and stage.closes is not None and stage.start == stage.last


def _event(schedule: Schedule, stage: Stage, region: Region | None, alarms: Sequence[timedelta]) -> "Event":
    from icalendar import Event

    event = Event()
    place = region.code if region else "id"
    event.add("uid", f"{stage.id}.{place}.{schedule.voting_day.isoformat()}@pilkada-cli")
    event.add("dtstamp", datetime.combine(schedule.revised, datetime.min.time(), UTC))
    event.add("summary", stage.name.spoken)
    event.add("description", _description(stage))
    _span(event, stage, region)
    event.add("status", _status(stage))
    event.add("sequence", sum(one.replaced_by == stage.id for one in schedule) + (not in_force(stage)))
    event.add("categories", list(stage.actors))
    event.add("transp", "TRANSPARENT")
    if region is not None:
        event.add("location", region.name)
    for before in alarms if in_force(stage) else ():
        event.add_component(_alarm(before, stage.name))
    return event


def _span(event: "Event", stage: Stage, region: Region | None) -> None:
    first, last = stage.anchor, stage.last
    assert first is not None and last is not None  # dated() has left out the others
    if region is not None and _hours(stage) and stage.opens is not None and stage.closes is not None:
        zone = {"TZID": ZONE_NAMES[region.zone]}
        event.add("dtstart", datetime.combine(first, stage.opens), parameters=zone)
        event.add("dtend", datetime.combine(last, stage.closes), parameters=zone)
    else:
        event.add("dtstart", first)
        # In iCalendar, DTEND of whole days is excluded: the day after the last day.
        event.add("dtend", last + timedelta(days=1))


def _status(stage: Stage) -> str:
    if not in_force(stage):
        return "CANCELLED"
    return "CONFIRMED" if stage.status == "final" else "TENTATIVE"


def _description(stage: Stage) -> str:
    lines = [_("Basis: {basis}").format(basis=stage.basis)]
    if stage.start is None:
        lines.append(_("The last day; the first is not fixed."))
    lines += [text.spoken for text in (stage.relative, stage.area) if text is not None]
    if stage.replaced_by is not None:
        lines.append(_("Replaced by: {stage}").format(stage=stage.replaced_by))
    return "\n".join(lines)


def _alarm(before: timedelta, name: Text) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name.spoken)
    alarm.add("trigger", -before)
    return alarm


def _zone(zone: ZoneName) -> Any:
    from icalendar import Timezone, TimezoneStandard

    offset = timedelta(hours=OFFSETS[zone])
    standard = TimezoneStandard()
    standard.add("dtstart", datetime.combine(date(1988, 1, 1), datetime.min.time()))  # when Keppres 41/1987 took effect
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", zone)
    timezone = Timezone()
    timezone.add("tzid", ZONE_NAMES[zone])
    timezone.add_component(standard)
    return timezone
