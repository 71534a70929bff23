"""The strength of a passphrase as it is typed: honest about what is common, and for any text at all."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.casefile.keys import require_passphrase
from scrutineer.operations.passphrases import strength_in_words

BY_HAND, ORGANISATION = "Withstands a person who tries by hand", "Withstands an organisation that wants it"


@pytest.mark.parametrize(
    ("typed", "said", "why"),
    [
        ("qwertyuiop", BY_HAND, "passwords that many people use"),
        ("aaaaaaaaaaaa", BY_HAND, "something repeated"),
        ("Margaret1962", BY_HAND, "names"),
        ("correct horse battery staple", ORGANISATION, ""),
        ("four unrelated words", "Withstands one computer", "words of a dictionary"),
        ("vQ7#zr!kD2@mXw9p", "Withstands an organisation", ""),
    ],
)
def test_it_says_what_it_withstands_and_what_it_is_built_on(typed, said, why):
    words = strength_in_words(typed)
    assert words.startswith(said)
    assert why in words
    require_passphrase(typed)  # however weak, what the rule allows is allowed


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_text_is_weighed_and_never_repeated(typed):
    words = strength_in_words(typed)
    assert bool(words) is bool(typed)
    assert len(typed) < 12 or typed not in words


def test_a_very_long_one_is_weighed_while_one_types():
    start = time.monotonic()
    strength_in_words("the quick brown fox and 1962 " * 400)
    assert time.monotonic() - start < 2


def test_its_word_lists_are_not_loaded_before_they_are_needed():
    code = "import sys, scrutineer.operations.passphrases; print('zxcvbn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
