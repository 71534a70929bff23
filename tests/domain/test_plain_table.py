"""A table leaves as text that is pasted as a table, and as nothing that is run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.plain_table import as_plain_table


def test_cells_stand_between_tabs_a_line_a_row():
    assert as_plain_table([("Ref", "Title"), ("E2", "Minutes\nof\tMay")]) == "Ref\tTitle\nE2\tMinutes of May"


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@sum", "'@sum"), ("-2", "-2"), ("+1.5", "+1.5"), ("- a dash", "'- a dash")],
)
def test_what_begins_like_a_formula_leaves_as_text_and_numbers_as_numbers(typed, leaves):
    assert as_plain_table([(typed,)]) == leaves


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_every_row_and_cell_is_found_again(rows):
    lines = as_plain_table(rows).split("\n")
    assert len(lines) == len(rows)
    assert all(len(line.split("\t")) == 2 for line in lines)
