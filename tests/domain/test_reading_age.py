"""The reading age of a text: what makes it higher, and when nothing is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.reading_age import FEWEST_WORDS, reading_age

PLAIN = [
    "We asked the police a question. They told us what they do. We did not think it was enough. So we asked again."
] * 4
LEARNED = [
    "Notwithstanding considerable organisational reconfiguration, the partnership's multi-agency accountability "
    "arrangements demonstrate insufficient evaluative capability regarding participation and representation."
] * 4


def test_short_words_in_short_sentences_are_for_children_and_long_ones_are_not():
    assert reading_age(PLAIN) <= 9
    assert reading_age(LEARNED) >= 18


def test_too_little_text_has_no_age():
    assert reading_age([]) is None
    assert reading_age(["word " * (FEWEST_WORDS - 1)]) is None
    assert reading_age(["word " * FEWEST_WORDS]) is not None
    assert reading_age(["1 2 3 4 " * 100, "—"]) is None


def test_a_stop_between_two_sentences_lowers_it_and_never_raises_it():
    joined, parted = ["we asked the council and they told us " * 20], ["we asked the council. They told us. " * 20]
    assert reading_age(parted) < reading_age(joined)


@given(st.lists(st.text(max_size=300), max_size=20))
def test_any_text_has_an_age_of_five_or_more_or_none(texts):
    age = reading_age(texts)
    assert age is None or age >= 5
