"""Writes the manual page, from the commands themselves and docs/scripts.md: `uv run python docs/man.py`.

One page for both: `man pilkada` in English and, where the locale is Indonesian, in Indonesian.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pilkada_cli import __version__
from pilkada_cli.app import app
from pilkada_cli.commands.usage import translate
from pilkada_cli.language import use

DOCS = Path(__file__).parent
PAGES = {"en": DOCS / "man" / "pilkada.1", "id": DOCS / "man" / "id" / "pilkada.1"}
#: The day on which what it says was last changed by hand; the commands bring their own texts.
DATE = "2026-11-28"
#: An option that so many commands take, with the same text, is described once.
COMMON = 10

#: What the page says besides; the keys of the last two tables are those of docs/scripts.md, where the English stands.
ENGLISH = {
    "manual": "User commands",
    "name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "common": "COMMON OPTIONS",
    "commands": "COMMANDS", "environment": "ENVIRONMENT", "exit": "EXIT STATUS", "see": "SEE ALSO",
    "about": "It works offline, in English and Indonesian, in each region's own time zone. It counts no votes and "
    "favours no candidate.",
    "most": "Most commands take these; COMMAND --help says which.",
    "errors": "An error is one sentence on standard error.",
    "read": "docs/scripts.md has the formats, docs/posko.md the command post.",
}  # fmt: skip
INDONESIAN = {
    "manual": "Perintah pengguna",
    "name": "NAMA", "synopsis": "RINGKASAN", "description": "PENJELASAN", "common": "OPSI UMUM",
    "commands": "PERINTAH", "environment": "LINGKUNGAN", "exit": "KODE KELUAR", "see": "LIHAT JUGA",
    "about": "Bekerja luring, dalam bahasa Indonesia dan Inggris, di zona waktu tiap daerah. Tidak menghitung suara "
    "dan tidak memihak calon.",
    "most": "Diterima oleh kebanyakan perintah; PERINTAH --help menyebutkan yang mana.",
    "errors": "Galat adalah satu kalimat pada keluaran galat.",
    "read": "docs/scripts.md memuat format, docs/posko.md memuat posko.",
}  # fmt: skip
VARIABLES = {
    "PILKADA_AS_OF": "jam, seperti --as-of",
    "PILKADA_LANG": "id atau en, seperti --lang; bila tidak ada, lokal yang menentukan: id* berarti bahasa Indonesia",
    "PILKADA_DATA": "direktori berkas data, seperti --data",
    "PILKADA_ELECTION": "pemilihan lain, seperti --election: countdown dan contests list menjawab untuknya, perintah "
    "tentang tahapan menolaknya",
    "PILKADA_POSKO": "simpanan posko: sebuah path, atau URL postgresql://",
    "PILKADA_BY": "siapa yang menulis, seperti --by",
    "PILKADA_DEBUG": "traceback bila program mempunyai bug",
    "PAGER, NO_COLOR, COLUMNS": "seperti di mana-mana",
}
CODES = {
    "0": "selesai; untuk pertanyaan: ya",
    "1": "untuk pertanyaan (is, wait, check, posko verify, posko overdue), dan posko cosign atas yang tidak ada di "
    "sini: tidak",
    "2": "galat penggunaan",
    "3": "tidak ada daerah, tahapan, posko atau catatan itu, atau lebih dari satu; tidak ada yang dihitung mundur",
    "4": "berkas data tidak sah",
    "5": "simpanan posko tidak dapat dihubungi, hanya dapat dibaca, penuh atau rusak; yang sudah diterima tetap aman",
    "70": "bug dalam program",
    "74": "keluaran standar tidak dapat ditulis, dan yang tertulis tidak utuh; atau berkas atau direktori yang diminta "
    "tidak dapat ditulis. Bila sesuatu sudah tercatat, kalimatnya menyebutkan itu beserta id-nya: jangan catat lagi",
    "130 / 141": "dihentikan / pembaca pipa pergi, keduanya tanpa kata",
}


class Entry(NamedTuple):
    """A command as the page shows it: how it is called, what it does, its arguments and options with their texts."""

    usage: str
    purpose: str
    parameters: list[tuple[str, str]]


def page(language: str) -> str:
    """The whole page in this language, in the man macros of roff."""
    use(language)
    try:
        return "".join(_sections(language))
    finally:
        use("en")


def entries(command: Any, context: Any = None, name: str = "pilkada") -> Iterator[Entry]:
    """A command and all those within it, in the order of the help, as --help words them in the current language."""
    context = command.context_class(command, parent=context, info_name=name, **command.context_settings)
    translate(command)
    shown = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    records = [one.get_help_record(context) for one in shown]
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield Entry(usage, command.help or "", [(left, right) for left, right in filter(None, records)])
    for inner, built in getattr(command, "commands", {}).items():
        if not built.hidden:
            yield from entries(built, context, inner)


def _sections(language: str) -> Iterator[str]:
    words = ENGLISH if language == "en" else INDONESIAN
    import typer

    root, *rest = entries(typer.main.get_command(app))
    often = Counter(pair for entry in rest for pair in entry.parameters)
    common = [pair for pair, count in often.items() if count >= COMMON]
    purpose = root.purpose.rstrip(".")
    yield f'.\\" Made by docs/man.py from the commands: change those.\n.TH PILKADA 1 "{DATE}" "pilkada {__version__}" '
    yield f'"{words["manual"]}"\n.SH {words["name"]}\npilkada \\- {roff(purpose[0].lower() + purpose[1:])}\n'
    yield f".SH {words['synopsis']}\n.B pilkada\n{roff(root.usage.removeprefix('pilkada '))}\n"
    yield f".SH {words['description']}\n{roff(root.purpose)}\n{roff(words['about'])}\n"
    yield _list([pair for pair in root.parameters if pair not in common])
    yield f'.SH "{words["common"]}"\n{roff(words["most"])}\n{_list(common)}'
    yield f".SH {words['commands']}\n" + "".join(_command(entry, common) for entry in rest)
    yield f".SH {words['environment']}\n{_list(table('environment', VARIABLES, language))}"
    yield f'.SH "{words["exit"]}"\n{_list(table("code", CODES, language))}.PP\n{roff(words["errors"])}\n'
    yield f".SH {words['see']}\n{roff(words['read'])}\n"


def _command(entry: Entry, common: list[tuple[str, str]]) -> str:
    own = [pair for pair in entry.parameters if pair not in common]
    return f'.SS "{roff(entry.usage)}"\n{roff(entry.purpose)}\n{_list(own)}'


def _list(pairs: list[tuple[str, str]]) -> str:
    return "".join(f".TP\n\\fB{roff(left)}\\fR\n{roff(right)}\n" for left, right in pairs)


def table(head: str, indonesian: dict[str, str], language: str) -> list[tuple[str, str]]:
    """The rows of the table with this head in docs/scripts.md; in Indonesian, from here, under the same keys."""
    text = (DOCS / "scripts.md").read_text(encoding="utf-8")
    (body,) = re.findall(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [[cell.strip().replace("`", "") for cell in line.split("|")[1:3]] for line in body.splitlines()]
    assert [key for key, _text in rows] == list(indonesian), "docs/man.py has other rows than docs/scripts.md"
    return [(key, text if language == "en" else indonesian[key]) for key, text in rows]


def roff(text: str) -> str:
    """A text in which nothing is a command of roff: one line, plain ASCII, hyphens that can be copied."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    line = re.sub(r"[^\x20-\x7e]", lambda found: f"\\[u{ord(found[0]):04X}]", line)
    return f"\\&{line}" if line.startswith(".") else line


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), encoding="utf-8")
