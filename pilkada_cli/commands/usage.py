"""The command-line library's own words, in our sentences and in both languages."""

import re
from typing import Any

from pilkada_cli.language import N_, _
from pilkada_cli.output.terminal import write
from pilkada_cli.printable import visible

#: What the library says of a wrong command line, and what we say.
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
#: What the library looks up in our catalogue by itself, or what `translate` puts in its place.
WORDS = (
    N_("Arguments"), N_("Options"), N_("Commands"), N_("required"), N_("default: {default}"),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)  # fmt: skip


def sentence_of(error: Any) -> str:
    """One sentence for a usage error of the library, and where to read on."""
    message = visible(" ".join(str(error.format_message()).split()))
    for pattern, ours in SENTENCES:
        if found := re.fullmatch(pattern, message):
            message = _(ours).format(*found.groups())
            break
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "pilkada"
    return f"{message} " + _("See: {command} --help").format(command=command)


def translate(command: Any) -> None:
    """Put the help of a command, its options and those of its commands that are built into the language now spoken."""
    # All of these outlive a call, and shared options stand in many commands: each remembers its English.
    for part in (command, *command.params):
        part.english = getattr(part, "english", getattr(part, "help", None))
        if part.english:
            part.help = _(part.english)
    if commands := getattr(command, "commands", None):
        for inner in commands.built():
            translate(inner)


class Spoken:
    """The parts of a command's help that the library writes in English only."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))  # type: ignore[attr-defined]  # the command's own

    def get_help_option(self, ctx: Any) -> Any:
        """The help option, which the library makes when it is asked for."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # the command's own
        if option is not None:
            option.help = _("Show this help.")
            option.callback = _show_help
        return option


def _show_help(context: Any, _parameter: Any, wanted: bool) -> None:
    # The library's own would take a closed pipe for the answer "no", and a full disk for a bug.
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()
