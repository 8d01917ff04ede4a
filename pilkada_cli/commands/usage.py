"""Replaces the messages and help texts that Typer writes in English by this program's own, in both languages."""

import re
from typing import Any

from pilkada_cli.language import N_, _
from pilkada_cli.output.terminal import write
from pilkada_cli.printable import visible

#: How many characters of a long message of Typer are told from its beginning and from its end, where choices stand.
FIRST, LAST = 150, 450
#: Typer's message for a wrong command line, as a regular expression, and our sentence for it.
SENTENCES = (
    (r"No such option: (.+?) \(Possible options: (.+)\)", N_("There is no option {0}; did you mean {1}?")),
    (r"No such option: (.+)", N_("There is no option {0}.")),
    (r"No such command (.+?)\. Did you mean (.+)\?", N_("There is no command {0}; did you mean {1}?")),
    (r"No such command (.+)\.", N_("There is no command {0}.")),
    (r"Missing command\.", N_("A command is missing.")),
    (r"Missing (?:argument|option|parameter) '(.+?)'\..*", N_("{0} is missing.")),
    (r"Got unexpected extra arguments? \((.*)\)", N_("This is too much: {0}.")),
    (r"Got unexpected extra argument\(s\) \((.*)\)", N_("This is too much: {0}.")),
    (r"Invalid value for (.+?): (.+) is not one of (.+)\.", N_("{0} cannot be {1}; it is one of {2}.")),
    (r"Option (.+) requires an argument\.", N_("The option {0} needs a value.")),
    (r"Option (.+) does not take a value\.", N_("The option {0} takes no value.")),
)
#: Typer's words that our catalogue must hold: Typer looks them up there itself, or `translate` replaces them.
WORDS = (
    N_("Arguments"), N_("Options"), N_("Commands"), N_("required"), N_("default: {default}"),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)  # fmt: skip


def sentence_of(error: Any) -> str:
    """One sentence for a usage error that Typer raised, and which help to read."""
    message = _short(visible(" ".join(str(error.format_message()).split())))
    for pattern, ours in SENTENCES:
        if found := re.fullmatch(pattern, message):
            message = _(ours).format(*found.groups())
            break
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "pilkada"
    return f"{message} " + _("See: {command} --help").format(command=command)


def _short(message: str) -> str:
    """A message that may quote a text of any length, without the middle of that."""
    return message if len(message) <= FIRST + LAST else f"{message[:FIRST]}…{message[-LAST:]}"


def translate(command: Any) -> None:
    """Translate, in place, the help of a command, of its parameters and of its subcommands that are built so far."""
    # These objects outlive a call, and shared options belong to many commands: each keeps its text in `english`.
    for part in (command, *command.params):
        part.english = getattr(part, "english", getattr(part, "help", None))
        if part.english:
            part.help = _(part.english)
    if commands := getattr(command, "commands", None):
        for inner in commands.built():
            translate(inner)


class Spoken:
    """A mixin for commands that translates the parts of their help that Typer writes in English only."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))  # type: ignore[attr-defined]  # the command's own

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, which Typer makes when it is first asked for, with our text and callback."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # the command's own
        if option is not None:
            option.help = _("Show this help.")
            option.callback = _show_help
        return option


def _show_help(context: Any, _parameter: Any, wanted: bool) -> None:
    # Typer's own callback would exit with 1, the answer "no", on a closed pipe, and report a full disk as a bug.
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()
