"""Targets for the post's log: lines of an export, merging, chains, checkpoints, keys, and stores that are damaged."""

import io
import json
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from typing import Any

from fuzz.posts import keyboard
from fuzz.sentences import check, refusing
from pilkada_cli.clock import zone
from pilkada_cli.posko.agenda import agenda
from pilkada_cli.posko.anchors import judge, read_file
from pilkada_cli.posko.incidents.cases import in_conflict, incidents
from pilkada_cli.posko.keys import load_key
from pilkada_cli.posko.log.access import log_at
from pilkada_cli.posko.log.chains import spell_forks, trace
from pilkada_cli.posko.log.checkpoint import spell_checkpoint
from pilkada_cli.posko.log.clocks import spell_wrong
from pilkada_cli.posko.log.entry import Entry, canonical, line_of, read_line, sign
from pilkada_cli.posko.log.kinds import Damaged
from pilkada_cli.posko.log.log import Log
from pilkada_cli.posko.log.merge import merge
from pilkada_cli.posko.log.notes import NotANote, PublicKey, is_name, read_key, spell_key, spell_note
from pilkada_cli.posko.log.public import public_line
from pilkada_cli.posko.log.verify import problem_of, verify
from pilkada_cli.posko.members import members
from pilkada_cli.posko.rescue import Rescue, is_sound
from pilkada_cli.posko.store.sqlite.carving import Aside, carve

NOW = datetime(2024, 11, 27, 8, tzinfo=zone("WIB"))
STAMP = int(NOW.timestamp() * 1000)
OWN = PublicKey("pilkada-cli/posko/31", bytes(range(32)))


def entry(data: bytes) -> None:
    """A line of an export: an entry that is taken is written back as the same, and `verify` finds no fault in it."""
    with refusing(Damaged):
        one = read_line(mended(data).rstrip(b"\n"))
        assert read_line(line_of(one)) == one
        assert problem_of(one) is None
        assert isinstance(one.content, dict)
        assert one.counts_from <= STAMP * 200
        json.loads(public_line(one))


def mended(data: bytes) -> bytes:
    """The lines with the hash that fits each, and `prev` as it follows from that: what is past the first check."""
    new: dict[str, str] = {}
    return b"".join(_mended(line, new) for line in data.splitlines(keepends=True))


def _mended(line: bytes, new: dict[str, str]) -> bytes:
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        fields = json.loads(line)
        fields["prev"] = new.get(fields["prev"], fields["prev"])
        own = sign(**{**{name: fields[name] for name in Entry._fields[:-1]}, "body": canonical(fields["body"])})
        new[fields["hash"]] = own.hash
        return json.dumps({**fields, "hash": own.hash}).encode() + b"\n"
    return line


def merging(data: bytes) -> None:
    """A file to be merged, as a whole or not at all: then the log is sound, and everything in it can be read."""
    for content in (data, mended(data)):
        with keyboard().copy() as log:
            before = log.count()
            with refusing():
                found = merge(log, [("file", io.BytesIO(content))], STAMP)
                assert log.count() == before + found.new
                for sentence in (*spell_wrong(found.clocks), *spell_forks(trace(log, found.branched).forks)):
                    check(sentence)
                in_conflict(log, found.updated)
                assert merge(log, [("file", io.BytesIO(content))], STAMP).new == 0
                before = log.count()
                assert verify(log) == []
                _read_all(log)
            assert log.count() == before


def _read_all(log: Log) -> None:
    """What the lists and reports of a post read of its log."""
    log.post()
    for _one in incidents(log):
        pass
    members(log, "31")
    agenda(log, "31")
    log.struck()
    log.lost()


def stored(data: bytes) -> None:
    """Rows of a store that nobody has checked: `verify` says what is wrong with them, whatever they are."""
    with keyboard().copy() as log:
        place = log.store.entries.last()[0]
        with refusing():
            with log.writing():
                for row in _rows(data):
                    place += 1
                    log.store.driver.append([(place, *row)])
            for flaw in verify(log):
                check(flaw.problem.replace("\n", " "))


def _rows(data: bytes) -> Iterator[list[Any]]:
    """The rows that lines of JSON are: the fields of an entry, when it was received, and whether in a drill."""
    for line in mended(data).splitlines():
        with suppress(ValueError, RecursionError, KeyError, TypeError, AttributeError):
            fields = json.loads(line)
            texts = [fields[name] for name in Entry._fields]
            texts[7] = texts[7] if isinstance(texts[7], str) else canonical(texts[7])
            row = [*texts, fields.get("received", STAMP), fields.get("drill", 0)]
            if all(one is None or (isinstance(one, (str, int)) and _fits(one)) for one in row):
                yield row


def _fits(value: str | int) -> bool:
    """Whether SQLite's own library for Python can be given the value at all."""
    return abs(value) < 1 << 62 if isinstance(value, int) else not any("\ud800" <= char <= "\udfff" for char in value)


def note(data: bytes) -> None:
    """A signed checkpoint: written again as it was, and held against a log."""
    with refusing():
        found, checkpoint = read_file("file", data)
        assert spell_note(found).encode().rstrip(b"\n") == data.rstrip(b"\n")
        assert spell_checkpoint(checkpoint) == found.text
        log = keyboard().log
        with log.reading():
            judged = judge(log, found, checkpoint, None, ())
        for problem in judged.problems:
            check(problem)


def key(data: bytes) -> None:
    """A public key as it is handed on, and the file of a secret one."""
    with refusing(NotANote):
        text = data.decode("utf-8", "surrogateescape")
        found = read_key(text)
        assert spell_key(found) == text.strip()
        assert is_name(found.name)
    path = keyboard().file(data)
    path.chmod(0o600)
    with refusing():
        own = load_key(path)
        assert is_name(own.name)
        assert len(own.seed) == 32


def rescue(data: bytes) -> None:
    """A damaged store, and what lies beside it: what is sound is saved into a log that `verify` finds sound."""
    size = struct.unpack(">I", data[:4])[0] if len(data) >= 4 else 0
    file, beside = data[4 : 4 + size], data[4 + size :]
    path = keyboard().file(file, "broken.db")
    waiting = keyboard().file(beside, "broken.db-wal")
    if not beside:
        waiting.unlink()
    with refusing(), log_at(str(path)) as broken:
        verify(broken)
        _read_all(broken)
    with closing(Aside()) as aside:
        aside.put(carve(path, is_sound))
        found = list(aside.in_order())
    if found or file.lstrip()[:1] in (b"{", b"\xef"):
        with keyboard().copy() as log, refusing():
            saved = Rescue(path, "rini", NOW)
            saved.into(log)
            assert verify(log) == []
            for lost in saved.rest:
                check(lost.problem)
