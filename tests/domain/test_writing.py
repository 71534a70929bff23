"""Which words of a text are looked at, and how a kept word is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.writing import kept_form, kept_forms, words_looked_at


def looked_at(text: str) -> list[str]:
    return [spot.word for spot in words_looked_at(text)]


@pytest.mark.parametrize(
    "passed_over",
    ["E17", "[E17]", "NSCP-26-009", "MASH", "MASHs", "2026/27", "someone@example.org", "https://example.org/recieve",
     "www.exampel.org", "C:\\tmp", "minutes.docx", "a", "3rd", "WhatsApp"],
)  # fmt: skip
def test_references_addresses_and_abbreviations_are_passed_over(passed_over):
    assert looked_at(f"See {passed_over} again") == ["See", "again"]


def test_prose_is_looked_at_word_by_word():
    text = "The children’s dip-sample (of May) isn't and/or was."
    assert looked_at(text) == ["The", "children’s", "dip", "sample", "of", "May", "isn't", "and", "or", "was"]


@given(st.text())
def test_every_word_stands_where_it_is_said_to_stand(text):
    for start, end, word in words_looked_at(text):
        assert text[start:end] == word


def test_a_kept_word_is_known_in_capitals_and_as_a_possessive():
    kept = kept_forms(["Northmoor Youth-Offending Service"])
    assert kept == {"northmoor", "youth", "offending", "service"}
    assert kept_form("Northmoor’s") in kept
    assert kept_form("NORTHMOOR") in kept
