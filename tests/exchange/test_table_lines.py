"""Rows as lines: no cell is ever a line that does not say it is of a table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange.table_lines import Lines, row_lines


def test_cells_of_a_row_stay_on_its_line_and_empty_ones_leave_no_trace():
    assert row_lines(["Action", "", "Due\ndate"]) == "\n| Action | Due date"
    assert row_lines(["", " "]) == ""


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=4), st.text(max_size=8))
def test_every_line_of_a_table_says_so_however_cells_are_written(rows, after):
    lines = Lines()
    for row in rows:
        lines.begin_row()
        for cell in row:
            lines.begin_cell()
            lines.say(cell)
            lines.end_cell()
        lines.end_row()
    assert all(line.startswith("|") for line in lines.text().splitlines() if line)
    lines.say(after)
    lines.end_cell()  # an end too many takes nothing away
    lines.end_row()
    assert lines.text().endswith(after.strip())
