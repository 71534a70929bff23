"""Texts find their letters in what is drawn, however that is broken, and nothing is found that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.reports.reading.leaves import Leaves, letters

words = st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0x24F), min_size=1, max_size=30).filter(letters)


def left_after(leaves, texts):
    kept = Leaves(leaves)
    return [text for text in texts if not kept.take(text)], list(kept.left())


def test_white_space_hyphens_and_apostrophes_make_no_difference():
    assert left_after(["We don’t follow\u0002", "up"], ["We don't\nfollow-up"]) == ([], [])


def test_two_cells_that_go_on_overleaf_are_put_together_again():
    assert left_after(
        ["first cell be", "second cell be", "gins", "comes"], ["first cell begins", "second cell becomes"]
    ) == ([], [])


def test_a_text_that_is_a_leaf_is_not_taken_for_the_beginning_of_another():
    assert left_after(["2", "2 Learning", "2"], ["2 Learning", "2", "2"]) == ([], [])


@pytest.mark.parametrize("drawn", ["לא אנחנו.", ".אנחנו לא", "אנחנולא."])
def test_what_runs_from_right_to_left_is_found_in_whatever_order_its_words_are_drawn(drawn):
    assert left_after([drawn], ["אנחנו לא."]) == ([], [])


def test_what_is_missing_takes_nothing_with_it():
    assert left_after(["first ", "half"], ["first third", "first half"]) == (["first third"], [])


def test_what_nobody_took_is_left():
    assert left_after(["said", "secret"], ["said"]) == ([], ["secret"])
    assert left_after(["saidsecret"], ["said"]) == (["said"], ["saidsecret"])


@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_every_text_is_found_wherever_its_lines_break(texts, data):
    leaves = []
    for number, text in enumerate(texts):
        whole = f"{number}/{text}"  # told apart: of two that begin alike each may take the other's leaf
        cut = data.draw(st.integers(0, len(whole)))
        leaves += [whole[:cut], whole[cut:]]
    assert left_after(leaves, [f"{number}/{text}" for number, text in enumerate(texts)]) == ([], [])


def test_what_nobody_takes_at_the_beginning_hides_nothing_that_is_far_behind_it():
    """Numbers of pages in the contents are no text of the document."""
    texts = [f"text {number}" for number in range(2_000)]
    assert left_after(["Contents", "5", *texts], texts) == ([], ["Contents", "5"])
