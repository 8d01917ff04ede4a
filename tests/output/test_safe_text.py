"""JSON as a terminal and a line reader may have it: what is escaped, and that all else stays as it was."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_cli.printable import safe_json

#: What a terminal may act on, what ends a line for some readers, and half characters, which are not UTF-8.
ACTING = [*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]


@pytest.mark.parametrize("code", [ACTING[0], 0x9B, 0x9F, 0x2028, 0x202E, 0x2066, 0x2069, 0xD800, ACTING[-1]])
def test_a_character_that_acts_is_an_escape(code):
    assert safe_json(f'"a{chr(code)}b"\n') == f'"a\\u{code:04x}b"\n'


def test_none_of_them_is_printable_to_python():
    """On this rests that a text without any is not looked through."""
    assert not any(chr(code).isprintable() for code in ACTING)
    assert {unicodedata.category(chr(code)) for code in ACTING} == {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(codec=None, categories=None)))
def test_it_means_the_same_and_nothing_acts(text):
    safe = safe_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(safe) == text
    assert not set(map(ord, safe)) & set(ACTING)
