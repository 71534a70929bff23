"""Words sort as a person sorts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.natural_order import natural_key


def test_numbers_inside_words_go_by_their_size():
    assert sorted(["E14", "E2", "E100"], key=natural_key) == ["E2", "E14", "E100"]
    assert sorted(["1.10", "1.9", "1"], key=natural_key) == ["1", "1.9", "1.10"]
    assert sorted(["4c", "10a", "4a"], key=natural_key) == ["4a", "4c", "10a"]


def test_case_and_accents_make_no_difference():
    assert natural_key("Élan") == natural_key("elan") == natural_key("ELAN")


@given(st.lists(st.text()), st.randoms())
def test_any_texts_can_be_sorted_whatever_order_they_come_in(texts, chance):
    shuffled = chance.sample(texts, len(texts))
    assert [*map(natural_key, sorted(texts, key=natural_key))] == [*map(natural_key, sorted(shuffled, key=natural_key))]


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_whole_numbers_go_by_their_size_up_to_eighteen_figures(first, second):
    if max(first, second) < 10**18:
        assert (natural_key(str(first)) < natural_key(str(second))) == (first < second)
