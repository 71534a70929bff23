"""The pack's sheets and columns: what both the writer and the reader of packs lean on."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter

from scrutineer.exchange.pack_layout import (
    ABOUT,
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EVIDENCE,
    LISTS,
    PARTS,
    QUESTIONS,
    Part,
)

FORMAT_1 = {
    "Self-assessment": "step number question expects LEVEL NARRATIVE SOURCES CONFIRMED earlier",
    "Challenges": "reference question raised due test REPLY DATE BY",
    "Evidence register": "REFERENCE TITLE DATE KIND SHOWS FILE",
    "Contributions": "YEAR AMOUNT IN_KIND NOTE",
    "Attendance": "SEAT MEETING DATE PRESENCE",
}
"""The columns of each sheet as packs of format 1 have them, in capitals where the agency writes."""


def test_the_layout_is_that_of_the_format_it_says_it_is():
    """Packs that are out with agencies come back in this layout: another one needs another format."""
    layout = {part.title: " ".join(c.field.upper() if c.open else c.field for c in part.columns) for part in PARTS}
    assert layout == FORMAT_1


each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.title)


@each_part
def test_its_columns_begin_after_the_hidden_one(part: Part):
    numbers = [part.number(column.field) for column in part.columns]
    assert numbers == list(range(2, len(part.columns) + 2))


@each_part
def test_it_has_something_to_fill_in_and_no_field_or_heading_twice(part: Part):
    assert any(column.open for column in part.columns)
    for names in ([c.field for c in part.columns], [c.heading.casefold() for c in part.columns]):
        assert len(set(names)) == len(names)


@each_part
def test_its_names_are_such_as_a_workbook_can_hold(part: Part):
    """A title of more than 31 characters, or with these signs, is refused by Excel or changed without a word."""
    assert len(part.title) <= 31
    assert not set(part.title) & set("[]:*?/\\'")
    assert part.title not in {ABOUT, LISTS, "Instructions", "Levels"}


@each_part
def test_an_unknown_field_is_no_column(part: Part):
    with pytest.raises(ValueError, match="nowhere"):
        part.number("nowhere")


def test_a_column_is_found_by_its_field():
    assert get_column_letter(QUESTIONS.number("level")) == "F"
    assert get_column_letter(CHALLENGES.number("reply")) == "G"
    assert get_column_letter(EVIDENCE.number("reference")) == "B"
    assert get_column_letter(CONTRIBUTIONS.number("amount")) == "C"
    assert get_column_letter(ATTENDANCE.number("presence")) == "E"


def test_titles_are_told_apart_whatever_their_case():
    """A workbook holds no two sheets whose titles differ in case alone."""
    titles = [part.title.casefold() for part in PARTS]
    assert len({*titles, ABOUT.casefold(), LISTS.casefold()}) == len(titles) + 2
