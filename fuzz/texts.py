"""Targets for what people type: moments, durations, names and codes, ids, words of the post, locations of stores."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from fuzz.sentences import refusing
from pilkada_cli.clock import OFFSETS, parse_duration, parse_when, zone
from pilkada_cli.election import Election
from pilkada_cli.errors import PilkadaError
from pilkada_cli.facts.files import DataFiles, shipped
from pilkada_cli.posko.keys import key_path
from pilkada_cli.posko.log.moments import write_moment
from pilkada_cli.posko.log.signs import ending, read_sign
from pilkada_cli.posko.private import holds_number, masked
from pilkada_cli.posko.store.location import read_location
from pilkada_cli.posko.texts import free
from pilkada_cli.posko.when import parse_spoken
from pilkada_cli.posko.words import AgencyNames, Words
from pilkada_cli.posko.words_file import load_words
from pilkada_cli.regions.codes import read_code
from pilkada_cli.regions.finding import Finder
from pilkada_cli.regions.schemes import Scheme
from pilkada_cli.stages.contests import contest_id, read_contest_id

VOTING = date(2024, 11, 27)
#: Moments at which somebody may type: voting day, and both ends of what a log can hold.
MOMENTS = [
    datetime(2024, 11, 27, 8, 15, 30, tzinfo=zone("WIB")),
    datetime(1970, 1, 2, 12, tzinfo=zone("WIT")),
    datetime(9998, 12, 29, 12, tzinfo=zone("WITA")),
]
#: A part of a URL that stands in a sentence by chance alone is shorter.
LONG = 20
SCHEMES: list[Scheme] = ["kemendagri", "bps", "kpu", "iso"]


@cache
def election() -> Election:
    """The data that come with the program."""
    return Election(DataFiles(shipped()))


@cache
def words() -> Words:
    """The words of the post."""
    return load_words(DataFiles(shipped()))


def _text(data: bytes) -> str:
    # As an argument of a command line comes in, with half characters for bytes that are not UTF-8.
    return data.decode("utf-8", "surrogateescape")


def when(data: bytes) -> None:
    """A WHEN of any command: the same moment in every zone, and read again from how it is written."""
    for name in OFFSETS:
        with refusing():
            moment = parse_when(_text(data), VOTING, name)
            assert moment.utcoffset() == zone(name).utcoffset(None)
            assert parse_when(moment.isoformat(), VOTING, name) == moment


def spoken(data: bytes) -> None:
    """A moment as people type it at a post."""
    text = _text(data)
    for now in MOMENTS:
        for name in OFFSETS:
            for ago in (False, True):
                with refusing():
                    moment = parse_spoken(text, now, VOTING, name, ago=ago)
                    assert moment.utcoffset() == zone(name).utcoffset(None)
                    write_moment(moment)


def duration(data: bytes) -> None:
    """A duration."""
    with refusing():
        assert 0 <= parse_duration(_text(data)) <= 3653 * 86400


def region(data: bytes) -> None:
    """A region's name or code: one answer, or none; in every list of codes."""
    text, registry = _text(data), election().registry
    for level in (None, "provinsi", "kabkota"):
        match = registry.names.match(text, level)  # type: ignore[arg-type]
        assert (match.region is None) == (match.kind in ("ambiguous", "none"))
        assert match.kind != "ambiguous" or len(match.candidates) > 1
        assert match.region is None or level in (None, match.region.level)
        assert all(code in registry for code in match.candidates)
    with refusing():
        found = registry.find(text)
        assert registry.find(found.code) == registry.find(found.name) == found
    for scheme in SCHEMES:
        finder = Finder(registry, election().codes, scheme, accept=90)
        one = finder.find(text)
        assert (one.region is None) == (one.kind in ("ambiguous", "none"))
        for note in finder.notes():
            assert "\n" not in note
    registry.names._answers.clear()


def code(data: bytes) -> None:
    """A code of a region: what was read is read again as the same."""
    if (found := read_code(_text(data))) is not None:
        assert read_code(found.region) == found._replace(inside=False, mended=False)


def stage(data: bytes) -> None:
    """A stage, an election, a contest's id."""
    text = _text(data)
    for where in (None, election().registry["11.71"], election().registry["19.01"]):
        with refusing():
            found = election().stage(text, where)
            assert found in (election().stage(found.id, where), election().stage(found.alias, where))
    with refusing():
        assert election().find_round(text).id in election().elections.rounds
    if (read := read_contest_id(text)) is not None and read[0] in election().registry:
        own = contest_id(election().registry[read[0]], read[1])
        assert read_contest_id(own) == read


def word(data: bytes) -> None:
    """A category, severity, status or agency of the post, and a call sign."""
    text = _text(data)
    own = words()
    for read, known in ((own.category, own.categories), (own.severity, own.severities), (own.status, own.statuses)):
        with refusing():
            assert read(text) in known
    names = AgencyNames(words(), ["Dinas Kesehatan"])
    with refusing():
        given = free(text, "The agency", 120)
        assert names.near(given) is None or names.near(given) != given
        assert names.resolve(names.resolve(given)) == names.resolve(given)
    if (sign := read_sign(text)) is not None:
        assert read_sign(sign) == sign
        int(ending(sign), 16)


def personal(data: bytes) -> None:
    """A free text: what is masked once holds no number any more."""
    text = _text(data)
    with refusing():
        kept = free(text, "The details", 20_000, mask=True)
        assert not holds_number(kept) or kept == free(text, "The details", 20_000)
        assert not holds_number(masked(kept))


def location(data: bytes) -> None:
    """Where a store is: a path or a URL, and never a part of a password in what is said."""
    text = _text(data)
    with refusing():
        found = read_location(text)
        assert (found.path is None) != (found.url is None)
        if found.url is not None:
            assert read_location(found.url) == found
            home: Callable[[], Path] = lambda: Path("/home/rini")  # noqa: E731
            assert key_path(text, home).parent == Path("/home/rini")
    secret = text.partition("@")[0].rpartition(":")[2]
    if "@" in text and len(secret) > LONG:
        assert secret not in _refusal(text)


def _refusal(text: str) -> str:
    """What is said of a place that is refused; nothing of another."""
    try:
        read_location(text)
    except PilkadaError as error:
        return str(error)
    return ""
