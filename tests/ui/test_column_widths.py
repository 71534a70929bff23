"""The widths of columns come back with the next start, and never beyond what makes sense."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scrutineer import settings
from scrutineer.settings import Settings, TableWidths
from scrutineer.ui.column_widths import WIDEST, ColumnWidths

tables = st.text(min_size=1, max_size=12)
given_widths = st.lists(st.integers(-10, 10_000), min_size=1, max_size=6)


@given(st.dictionaries(tables, given_widths, max_size=4))
def test_what_was_given_is_kept_within_any_screen_and_comes_back(by_table):
    widths = ColumnWidths()
    for table, wide in by_table.items():
        widths.give(table, wide)
    again = ColumnWidths()
    again.put_back(widths.kept())
    for table, wide in by_table.items():
        assert again.of(table, len(wide)) == [min(max(0, width), WIDEST) for width in wide]
        assert again.of(table, len(wide) + 1) == [0] * (len(wide) + 1), "a table that has other columns now"


def test_columns_left_out_come_back_beside_widths_or_alone():
    widths = ColumnWidths()
    widths.give("Seats", [0, 120])
    widths.leave_out("Seats", frozenset({1}))
    widths.leave_out("Agencies", frozenset({2, 0}))
    again = ColumnWidths()
    again.put_back(widths.kept())
    assert again.left_out("Agencies") == {0, 2}
    assert (again.left_out("Seats"), again.of("Seats", 2)) == ({1}, [0, 120])
    again.leave_out("Agencies", frozenset())
    assert [table.table for table in again.kept()] == ["Seats"]


def test_a_table_given_back_is_forgotten():
    widths = ColumnWidths()
    widths.give("Agencies", [0, 120])
    widths.give("Agencies", [0, 0])
    assert widths.kept() == ()


def test_the_window_remembers_them(make_window):
    window = make_window()
    window.theme.columns.give("Agencies, 3 columns", [0, 150, 0])
    window.theme.columns.leave_out("Agencies, 3 columns", frozenset({2}))
    window.close()
    loaded, said = settings.load()
    assert said == ""
    assert loaded.columns == (TableWidths("Agencies, 3 columns", (0, 150, 0), (2,)),)
    again = make_window(replace(Settings(), columns=loaded.columns))
    assert again.theme.columns.of("Agencies, 3 columns", 3) == [0, 150, 0]
