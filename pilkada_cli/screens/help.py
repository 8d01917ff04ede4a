"""The one help page for a shift at the post: its commands, and what to do when something went wrong."""

from pilkada_cli.language import N_, _
from pilkada_cli.output.lines import Line, Span, folded, line

#: Topics in the order in which they are needed, each with pairs of a text and the command to type.
PAGE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (N_("A shift"), (
        (N_("what is going on, and what is due"), "pilkada status"),
        (N_("something went wrong: record it"), "pilkada posko report 'TITLE' --category LOG --region 31.74"),
        (N_("what is open, the gravest first"), "pilkada posko incidents"),
        (N_("what became of it"), "pilkada posko update K7QM --status ditangani --owner PLN"),
        (N_("a region has nothing to report"), "pilkada posko nil 31.71"),
        (N_("the report of six o'clock"), "pilkada posko sitrep --from 06:00 --to 18:00"),
    )),
    (N_("Something was typed wrong"), (
        (N_("the title, the place, the category"),
         "pilkada posko update K7QM --title '...' --place '...' --category LIS"),
        (N_("when it happened"), "pilkada posko update K7QM --occurred 'kemarin 23:00'"),
        (N_("the wrong thing was recorded: take it back"), "pilkada posko retract K7QM --note '...'"),
        (N_("two reports of one thing"), "pilkada posko update M3X9 --duplicate-of K7QM"),
        (N_("a name or a number of a person is in it"), "pilkada posko redact K7QM --field title --note '...'"),
        (N_("settled, and it was not"), "pilkada posko update K7QM --status terverifikasi --note '...'"),
        (N_("which words there are"), "pilkada posko words"),
    )),
    (N_("The clock is wrong"), (
        (N_("set the computer's clock; what was recorded stays, and counts by when it came"),
         "pilkada posko log --from 2h"),
    )),
    (N_("The evening: let nobody change the log later"), (
        (N_("write what the log holds, signed, and send it to the other agencies"),
         "pilkada posko checkpoint > 18.txt"),
        (N_("sign what another agency has sent, when your log holds it"),
         "pilkada posko cosign 18.txt > 18-signed.txt"),
        (N_("see whether anything is missing or was changed since"), "pilkada posko verify --against 18-signed.txt"),
    )),
    (N_("The disk is full"), (
        (N_("nothing that was acknowledged is lost: make room, or write the log to another disk"),
         "pilkada posko export > /media/usb/log.jsonl"),
    )),
    (N_("A laptop was lost"), (
        (N_("open the post on another one, and take in what others have of its log"),
         "pilkada posko merge /media/usb/log.jsonl"),
        (N_("check that the log is whole"), "pilkada posko verify"),
    )),
)  # fmt: skip


def help_page(columns: int) -> list[Line]:
    """The page: each topic, what to do, and below it what to type."""
    lines: list[Line] = []
    for topic, rows in PAGE:
        lines += [*([line()] if lines else []), *folded([Span(_(topic).upper(), "strong")], columns)]
        for text, command in rows:
            lines += folded([Span(f"  {_(text)}")], columns, "  ")
            lines += folded([Span(f"    {command}", "command")], columns, "      ")
    return lines
