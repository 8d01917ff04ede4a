"""`pilkada check`: lists every breach of the rules that the data must obey."""

import typer

from pilkada_cli.commands.shared import session_of
from pilkada_cli.output.table import Row, Table
from pilkada_cli.screens.sources import finding_list

COLUMNS = ("file", "line", "key", "problem")


def check_data(context: typer.Context) -> None:
    """List every breach."""
    from pilkada_cli.audit.findings import audit

    session = session_of(context)
    findings = audit(session.election.files)
    rows: list[Row] = [{"file": one.file, "line": one.line, "key": one.key, "problem": one.problem} for one in findings]
    session.show(Table(COLUMNS, rows, view=lambda shown, screen: finding_list(shown, screen.width)))
    if rows:
        raise typer.Exit(1)
