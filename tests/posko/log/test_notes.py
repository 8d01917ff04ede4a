"""Signed notes as others write them are read and checked, and ours are as others read them; what is none is refused."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pilkada_cli.posko.keys import Key, is_good
from pilkada_cli.posko.log.notes import (
    NotANote,
    Note,
    PublicKey,
    Signature,
    is_name,
    read_key,
    read_note,
    spell_key,
    spell_note,
)

# The example of Go's package golang.org/x/mod/sumdb/note, which has the form first.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of c2sp.org/signed-note, whose text has a blank line.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)


def test_a_note_of_another_program_is_read_and_its_signature_is_good():
    key, note = read_key(PETER), read_note(NOTE.encode())
    assert [(one.name, one.key.hex()) for one in note.signatures] == [("PeterNeumann", "c74f20a3")]
    assert is_good(key, note.signatures[0], note.text)
    assert not is_good(key, note.signatures[0], note.text.replace("your", "my"))
    assert (spell_note(note), spell_key(key)) == (NOTE, PETER)


def test_the_last_blank_line_divides_a_note():
    note = read_note(POEM.encode())
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert spell_note(note) == POEM


def test_a_public_key_in_use_elsewhere_is_read():
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert (read_key(text).id.hex(), spell_key(read_key(text))) == ("033de0ae", text)


def test_what_we_sign_is_what_the_form_says():
    seed = bytes(range(32))
    key, text = Key("example.com/kunci", seed), "satu\ndua\n"
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    line = spell_note(Note(text, (key.sign(text),))).splitlines()[-1]
    dash, name, coded = line.split(" ")
    data = base64.b64decode(coded, validate=True)
    assert (dash, name) == ("—", "example.com/kunci")
    assert data[:4] == hashlib.sha256(b"example.com/kunci\n\x01" + public.public_bytes_raw()).digest()[:4]
    public.verify(data[4:], text.encode())


@pytest.mark.parametrize("count", [1, 16, 100])
def test_as_many_signatures_are_read_as_there_may_be(count):
    note = Note("x\n", tuple(Signature(f"n{number}", b"abcd", b"e" * 64) for number in range(count)))
    assert read_note(spell_note(note).encode()) == note


@pytest.mark.parametrize(("data", "problem"), [
    (b"", "it is empty, or was cut"), (b"x", "it is empty, or was cut"), (b"x\n", "it has no signature, or was cut"), (b"x\n\n", "it has no signature, or was cut"),
    (b"\xff\xfe\n", "it is not UTF-8 text"), (NOTE.encode("utf-16"), "it is not UTF-8 text"), (b"a\tb\n\n\n", "it holds control characters"), (b"a\0b\n", "it holds control characters"),
    (NOTE.replace("\n", "\r\n").encode(), "its lines end in CR LF, as a mail program or an editor changes them; get it again as a file"),
    (NOTE[:-1].encode(), "it is empty, or was cut"), (NOTE[:-8].encode() + b"\n", "its line 4 is no signature; it may have been cut"),
    (NOTE.replace("—", "-").encode(), "its line 4 is no signature; it may have been cut"), (NOTE.replace("— P", "—  P").encode(), "its line 4 is no signature; it may have been cut"),
    (NOTE.replace("nAM=", "nAN=").encode(), "its line 4 is no signature; it may have been cut"), (b"x\n\n\xe2\x80\x94 n AAAA\n", "its line 3 is no signature; it may have been cut"),
    (spell_note(Note("x\n", (Signature("n", b"abcd", b"e"),) * 101)).encode(), "it has more than 100 signatures"), (b"x" * (5 << 20), "it is larger than 4 MiB"),
])  # fmt: skip
def test_what_is_no_note_is_refused_with_the_reason(data, problem):
    with pytest.raises(NotANote) as refused:
        read_note(data)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a+b",
        "a+b+c",
        PETER[:-1],
        PETER.replace("Peter", "Pete"),
        PETER.replace("+A", "+B"),
        PETER.replace("+", "++", 1),
        "+" + PETER,
    ],
)
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(NotANote):
        read_key(text)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("pilkada-cli/posko/31", True),
        ("bawaslu.go.id/dki", True),
        ("", False),
        ("a b", False),
        ("a+b", False),
        ("a\u00a0b", False),
        ("a\x1bb", False),
        ("x" * 121, False),
    ],
)
def test_a_name_to_sign_under_has_neither_spaces_nor_a_plus(name, good):
    assert is_name(name) is good


def test_an_id_that_another_key_has_as_well_makes_no_good_signature():
    text = "satu\n"
    mine, other = Key("n", b"1" * 32), Key("n", b"2" * 32)
    assert is_good(mine.public, mine.sign(text), text)
    assert not is_good(PublicKey("n", other.public.data), mine.sign(text), text)
    assert not is_good(mine.public, Signature("n", mine.public.id, b"short"), text)
