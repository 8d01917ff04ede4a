"""`pilkada posko`: the joint command post at a keyboard; one line a command."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilkada_cli.language import N_

if TYPE_CHECKING:
    from pilkada_cli.commands.contents import Build


def contents() -> "Mapping[str, Build]":
    """The commands of the post; its modules are loaded only where somebody works at one."""
    from pilkada_cli.commands.contents import command, group
    from pilkada_cli.commands.posko import incidents, log, room, sitrep, words

    members = {
        "list": command(lambda: room.list_members, N_("List the roster.")),
        "add": command(lambda: room.add_member, N_("Put an agency on the roster, or say something new of it.")),
        "end": command(lambda: room.end_member, N_("Take an agency off the roster.")),
    }
    plan = {
        "list": command(lambda: room.list_plans, N_("List the agenda.")),
        "add": command(lambda: room.add_plan, N_("Put something on the agenda.")),
        "done": command(lambda: room.finish_plan, N_("Record that something on the agenda is done.")),
    }
    one_incident = {
        "show": command(lambda: incidents.show_incident, N_("Show an incident and all that was recorded of it.")),
        "update": command(lambda: incidents.update_incident, N_("Record what became of an incident.")),
    }
    listing = N_("List what went wrong; or show and update one incident.")
    report = N_("Record an incident; votes and violations are not the post's.")
    return {
        "open": command(lambda: room.open_post, N_("Open the post of a region, with its roster and agenda.")),
        "members": group(N_("Who is on duty: agencies, contacts, shifts."), lambda: members),
        "plan": group(N_("The agenda: voter education, monitoring, meetings."), lambda: plan),
        "report": command(lambda: incidents.report_incident, report),
        "incidents": group(listing, lambda: one_incident, lambda: incidents.list_incidents),
        **one_incident,
        "tick": command(lambda: room.tick_item, N_("Tick an item of a checklist.")),
        "untick": command(lambda: room.untick_item, N_("Take a tick back.")),
        "nil": command(
            lambda: room.report_nil, N_("Record that a region has nothing to report: silence is no report.")
        ),
        "overdue": command(lambda: room.list_overdue, N_("List the posts that have not reported: exit 1 if any.")),
        "sitrep": command(lambda: sitrep.show_sitrep, N_("Draw up the situation report.")),
        "log": command(lambda: log.list_log, N_("List the entries of the log.")),
        "export": command(lambda: log.export_log, N_("Write the whole log as JSON lines, for merge.")),
        "merge": command(
            lambda: log.merge_files, N_("Take in other posts' exports, in any order, any number of times.")
        ),
        "verify": command(lambda: log.verify_log, N_("Check the log against itself: exit 1 when something is wrong.")),
        "import": command(
            lambda: incidents.import_incidents, N_("Record many incidents from JSON lines, or none of them.")
        ),
        "words": command(lambda: words.list_words, N_("List what categories, severities, statuses and agencies mean.")),
        "rebuild": command(lambda: log.rebuild_lists, N_("Make what the lists show anew from the log.")),
    }
