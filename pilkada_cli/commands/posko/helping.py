"""`pilkada posko help`: one page of what to type during a shift."""

import typer

from pilkada_cli.commands.shared import session_of
from pilkada_cli.output.lines import Line
from pilkada_cli.output.table import Row, Screen, Table
from pilkada_cli.screens.help import PAGE, help_page

COLUMNS = ("topic", "text", "command")


def show_page(context: typer.Context) -> None:
    """Show what to type in a shift, and what to do when something went wrong."""
    rows: list[Row] = [
        {"topic": topic, "text": text, "command": command} for topic, lines in PAGE for text, command in lines
    ]

    def view(_rows: object, screen: Screen) -> list[Line]:
        return help_page(screen.columns)

    session_of(context).show(Table(COLUMNS, rows, view=view))
