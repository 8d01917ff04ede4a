"""`pilkada check`: whether the data obeys its rules."""

import typer

from pilkada_cli.commands.shared import session_of
from pilkada_cli.language import _
from pilkada_cli.output.table import Row, Table, sentence

COLUMNS = ("file", "line", "key", "problem")


def check_data(context: typer.Context) -> None:
    """List every breach."""
    from pilkada_cli.audit.findings import audit

    session = session_of(context)
    findings = audit(session.election.files)
    rows: list[Row] = [{"file": one.file, "line": one.line, "key": one.key, "problem": one.problem} for one in findings]
    good = _("The data obeys every rule.")
    session.show(Table(COLUMNS, rows, view=None if rows else sentence(lambda: good)))
    if rows:
        raise typer.Exit(1)
