"""A draft in words holds every text as it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.drafts import Draft, in_words


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=60), max_size=6))
def test_every_text_is_in_it_untouched(fields):
    words = in_words(Draft("any", "Any", fields))
    assert all(text in words for text in fields.values() if text.strip())


def test_a_field_has_its_name_and_an_empty_one_is_left_out():
    assert in_words(Draft("event:1", "Any", {"on_date": "1 Sept", "text": "", "reply": "Yes"})) == (
        "On date:\n1 Sept\n\nReply:\nYes"
    )
