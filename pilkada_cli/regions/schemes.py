"""The codes of regions in other lists: of BPS and ISO 3166-2, of the KPU, and Kemendagri's own before they changed."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from pilkada_cli.facts.files import DataFiles
from pilkada_cli.facts.records import Problems, Record, noting, open_record, refuse
from pilkada_cli.language import _

#: Whose codes a list may have.
Scheme = Literal["kemendagri", "bps", "kpu", "iso"]


#: The modules that make the code book of the data, see `DataFiles.ready`.
CODE = ("errors.py", "facts/files.py", "facts/records.py", "language.py", "printable.py", "regions/schemes.py")


class Codes(NamedTuple):
    """A region's codes in other lists, None where it has none; `basis` is the law by which the `former` one changed."""

    bps: str | None = None
    iso: str | None = None
    former: str | None = None
    basis: str | None = None


class CodeBook:
    """The codes of all regions, by their Kemendagri codes."""

    def __init__(self, codes: Mapping[str, Codes]) -> None:
        self._codes = codes
        self._bps = {one.bps: code for code, one in codes.items() if one.bps}
        self._iso = {one.iso: code for code, one in codes.items() if one.iso}
        self._former = {one.former: code for code, one in codes.items() if one.former}

    def __iter__(self) -> Iterator[tuple[str, Codes]]:
        return iter(self._codes.items())

    def of(self, code: str) -> Codes:
        """The other codes of the region with this Kemendagri code; without any where the data have none."""
        return self._codes.get(code, Codes())

    def region(self, scheme: Scheme, text: str) -> str | None:
        """The Kemendagri code of the region that has this code in a list; None for none.

        Of BPS: two or four digits. Of the KPU: Kemendagri's digits without the dot. Of ISO: `ID-AC`, or `AC`.
        """
        own = text.strip().upper()
        if scheme == "bps":
            return self._bps.get(own)
        if scheme == "iso":
            return self._iso.get(own if own.startswith("ID-") else f"ID-{own}")
        return f"{own[:2]}.{own[2:]}" if own.isascii() and own.isdigit() and len(own) == 4 else own

    def changed(self, code: str) -> tuple[str, str] | None:
        """The Kemendagri code that a region with this former code has today, and the law by which it changed."""
        today = self._former.get(code)
        return None if today is None else (today, str(self._codes[today].basis))


def load_codes(files: DataFiles, problems: Problems = refuse) -> CodeBook:
    """The codes of the data files, none where they have no codes.yaml; what is wrong goes to `problems`."""
    if problems is refuse and (rows := files.ready("codes", CODE)) is not None:
        return CodeBook({code: Codes(*one) for code, *one in rows})
    if not files.path("codes").exists():
        return CodeBook({})
    root = open_record(files, "codes")
    changes: dict[str, str] = {}
    for name, record in root.children("changes", problems):
        with noting(problems):
            changes[name] = record.text("basis")
            record.finish()
    codes: dict[str, Codes] = {}
    for code, record in root.children("codes", problems):
        with noting(problems):
            codes[code] = _codes(record, changes)
            record.finish()
    with noting(problems):
        root.finish()
    return CodeBook(codes)


def pack_codes(book: CodeBook) -> Any:
    """The codes as plain values, a tuple a region."""
    return [(code, *one) for code, one in book]


def _codes(record: Record, changes: Mapping[str, str]) -> Codes:
    bps, iso, former, by = (record.text(name) if record.has(name) else None for name in ("bps", "iso", "former", "by"))
    if (former is None) != (by is None):
        raise record.wrong(_("'former' and 'by', the change that did it, stand together"))
    if by is not None and by not in changes:
        raise record.wrong(_("there is no such change in 'changes'"), "by")
    return Codes(bps, iso, former, None if by is None else changes[by])
