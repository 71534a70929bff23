"""Where both directions meet in a line, as Unicode's algorithm has it (the cases were compared with python-bidi)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.reports.printed.directions import base_level, in_order, levels, runs_right_to_left

MIXED = st.text("abc אבג سلام ٣٤ 12 -+/.,:%$?!", max_size=20)


def seen(text: str) -> str:
    """A line as its characters stand from left to right."""
    return "".join(text[place] for place in in_order(levels(text, base_level(text))))


@pytest.mark.parametrize(
    ("text", "as_seen"),
    [
        ("plain words, 12.5%", "plain words, 12.5%"),
        ("אבג", "גבא"),
        ("said אבג דה to her", "said הד גבא to her"),
        ("אבג 2026 דה", "הד 2026 גבא"),
        ("אבג (NSCP-26-009)", ")NSCP-26-009( גבא"),
        ("سلام ٣٤/١٢", "٣٤/١٢ مالس"),
        ("אבג 12%", "12% גבא"),
        ("a 1-2 ב 3-4 c", "a 1-2 3-4 ב c"),
    ],
)
def test_a_line_stands_as_it_is_read(text, as_seen):
    assert seen(text) == as_seen


@given(MIXED)
def test_no_character_is_lost_or_doubled(text):
    assert sorted(in_order(levels(text, base_level(text)))) == list(range(len(text)))


@given(MIXED)
def test_what_is_written_from_left_to_right_alone_stays_as_it_is(text):
    if not runs_right_to_left(text):
        assert seen("a" + text) == "a" + text


def test_the_first_letter_with_a_direction_says_the_lines():
    assert base_level("12, אבג abc") == 1
    assert base_level("12, abc אבג") == 0
    assert base_level("12") == 0
