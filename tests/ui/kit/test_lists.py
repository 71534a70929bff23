"""Rows of one line and two: the marks of search hits are shown, never read out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS, without_marks
from scrutineer.ui.kit.lists import hit_ranges

PART = st.text(st.characters(exclude_characters=HIT_STARTS + HIT_ENDS), max_size=6)


@given(st.lists(st.tuples(PART, PART), max_size=5), PART)
def test_each_hit_is_where_its_words_are(parts, rest):
    text = "".join(f"{before}{HIT_STARTS}{hit}{HIT_ENDS}" for before, hit in parts) + rest
    shown = without_marks(text)
    assert shown == "".join(before + hit for before, hit in parts) + rest
    assert [shown[start : start + length] for start, length in hit_ranges(text)] == [hit for _, hit in parts]
