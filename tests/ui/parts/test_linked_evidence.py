"""What is linked to a line: how many bear which way, and each in a line."""

from __future__ import annotations

import pytest

from scrutineer.domain.evidence import Bearing
from scrutineer.ui.destinations import ToLine
from tests.operations.acts import LINE, capture
from tests.ui.conftest import go


def test_the_head_counts_what_bears_which_way_and_leaves_out_what_none_does(at_empty):
    at = at_empty
    for bearing in (Bearing.SUPPORTS, Bearing.SUPPORTS, Bearing.CONTRADICTS):
        capture(at.top.casefile, bearing=bearing)
    go(at, ToLine(LINE))
    words = at.words()
    for part in ("Linked evidence  3", "2 support", "1 contradicts"):
        assert part in words
    assert "context" not in words


def test_a_row_is_low_and_the_table_as_tall_as_its_rows(at_empty):
    at = at_empty
    for number in range(30):
        capture(at.top.casefile, title=f"Item {number}")
    go(at, ToLine(LINE))
    table = at.list("Linked evidence")
    assert 26 <= table.rowHeight(0) <= 28
    assert table.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("width", "is_shown"), [(1366, False), (1920, True)])
def test_whose_an_item_is_stands_beside_it_where_there_is_room(at_example, width, is_shown):
    at = at_example
    at.top.resize(width, 900)
    go(at, ToLine(LINE))
    table = at.list("Linked evidence")
    at.wait(lambda: table.isColumnHidden(2) is not is_shown)
    assert table.rowHeight(0) == 27
    assert table.horizontalHeader().length() <= table.viewport().width()
