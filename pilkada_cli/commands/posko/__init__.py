"""`pilkada posko`: the list of the commands of the joint command post (posko), one line each."""

from typing import TYPE_CHECKING

from pilkada_cli.commands.contents import Table, command, group, later, listing
from pilkada_cli.language import N_

if TYPE_CHECKING:
    from pilkada_cli.commands.posko import (
        agenda,
        amends,
        backup,
        checkpoint,
        helping,
        importing,
        incidents,
        log,
        members,
        nil,
        opening,
        reporting,
        rescue,
        sitrep,
        ticks,
        words,
    )
else:
    (agenda, amends, backup, checkpoint, helping, importing, incidents, log, members, nil, opening, reporting, rescue,
     sitrep, ticks, words) = later(
        "pilkada_cli.commands.posko",
        "agenda", "amends", "backup", "checkpoint", "helping", "importing", "incidents", "log", "members", "nil",
        "opening", "reporting", "rescue", "sitrep", "ticks", "words",
    )  # fmt: skip


def contents() -> Table:
    """The builders of the post's commands, by name."""
    roster = {
        "list": listing(lambda: members.list_members, N_("List the roster.")),
        "add": command(lambda: members.add_member, N_("Put an agency on the roster, or say something new of it.")),
        "end": command(lambda: members.end_member, N_("Take an agency off the roster.")),
    }
    plans = {
        "list": listing(lambda: agenda.list_plans, N_("List the agenda.")),
        "add": command(lambda: agenda.add_plan, N_("Put something on the agenda.")),
        "done": command(lambda: agenda.finish_plan, N_("Record that something on the agenda is done.")),
    }
    one_incident = {
        "show": command(lambda: incidents.show_incident, N_("Show an incident and all that was recorded of it.")),
        "update": command(lambda: reporting.update_incident, N_("Record what became of an incident.")),
    }
    what = N_("List what went wrong; or show and update one incident.")
    report = N_("Record an incident; votes and violations are not the post's.")
    return {
        "open": command(lambda: opening.open_post, N_("Open the post of a region, with its roster and agenda.")),
        "members": group(N_("Who is on duty: agencies, contacts, shifts."), lambda: roster),
        "plan": group(N_("The agenda: voter education, monitoring, meetings."), lambda: plans),
        "report": command(lambda: reporting.report_incident, report),
        "incidents": group(what, lambda: one_incident, lambda: incidents.list_incidents),
        **one_incident,
        "retract": command(
            lambda: amends.retract_entry, N_("Take any entry back: it stays in the log, and leaves lists and reports.")
        ),
        "redact": command(
            lambda: amends.redact_entry, N_("Take a text out of an entry for good, such as a name or a number.")
        ),
        "tick": command(lambda: ticks.tick_item, N_("Tick an item of a checklist.")),
        "untick": command(lambda: ticks.untick_item, N_("Take a tick back.")),
        "nil": command(lambda: nil.report_nil, N_("Record that a region has nothing to report: silence is no report.")),
        "overdue": listing(lambda: nil.list_overdue, N_("List the posts that have not reported: exit 1 if any.")),
        "sitrep": command(lambda: sitrep.show_sitrep, N_("Draw up the situation report.")),
        "log": listing(lambda: log.list_log, N_("List the entries of the log.")),
        "export": command(lambda: log.export_log, N_("Write the whole log as JSON lines, for merge.")),
        "backup": command(
            lambda: backup.back_up_store, N_("Copy the whole store into a file, while others go on writing.")
        ),
        "merge": command(
            lambda: log.merge_files, N_("Take in other posts' exports, in any order, any number of times.")
        ),
        "verify": listing(lambda: log.verify_log, N_("Check the log against itself: exit 1 when something is wrong.")),
        "checkpoint": command(
            lambda: checkpoint.draw_checkpoint, N_("Write what the log holds, signed, for others to keep.")
        ),
        "cosign": command(
            lambda: checkpoint.cosign_checkpoint, N_("Sign another's checkpoint, when this log holds all of it.")
        ),
        "import": command(
            lambda: importing.import_incidents, N_("Record many incidents from a spreadsheet or JSON, or none of them.")
        ),
        "help": command(
            lambda: helping.show_page, N_("One page for a shift: what to type, and what to do when it went wrong.")
        ),
        "words": listing(lambda: words.list_words, N_("List what categories, severities, statuses and agencies mean.")),
        "rescue": command(
            lambda: rescue.rescue_entries, N_("Save what is sound in a damaged store or export into a new store.")
        ),
        "rebuild": command(lambda: log.rebuild_lists, N_("Make what the lists show anew from the log.")),
    }
