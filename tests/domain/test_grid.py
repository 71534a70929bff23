"""A workbook as data: what each cell says, which rows and columns are used, what a merged cell shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.grid import (
    BLANK,
    LARGEST_MERGE,
    CellMark,
    Sheet,
    Workbook,
    cell_text,
    column_letters,
    place_of,
    sheet_of,
    tidy,
    value_text,
)


def sheet(*rows, **more) -> Sheet:
    return Sheet(more.pop("name", "S"), True, dict(enumerate(rows, 1)), **more)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("a b", "a b"), (True, "TRUE"), (False, "FALSE"), (3.0, "3"), (2.5, "2.5"), (-1.0, "-1"), (0, "0"),
     (1e14, "100000000000000"), (1e15, "1000000000000000.0"), (float("inf"), "inf")],
)  # fmt: skip
def test_a_value_is_shown_as_a_person_would_write_it(value, text):
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("value", "mark", "kind", "text", "number"),
    [("x", CellMark(), "text", "x", None), (2.0, CellMark(), "number", "2", 2.0), (True, CellMark(), "flag", "TRUE", None),
     (0.4, CellMark(percent=True), "number", "40%", 0.4), (0.29, CellMark(percent=True), "number", "29%", 0.29),
     (12345.6789, CellMark(percent=True), "number", "1234567.89%", 12345.6789),
     ("#REF!", CellMark("error"), "error", "#REF!", None), (None, CellMark("lost"), "lost", "=", None),
     ("3 May", CellMark("date"), "date", "3 May", None), (None, CellMark(fill="00B050"), "blank", "", None),
     ("", CellMark(comment="why"), "blank", "", None), ("n/a", CellMark(percent=True), "text", "n/a", None)],
)  # fmt: skip
def test_a_cell_is_what_its_value_and_its_mark_say(value, mark, kind, text, number):
    cell = sheet([value], marks={(1, 1): mark}).at(1, 1)
    assert (cell.kind, cell.text, cell.number) == (kind, text, number)
    assert (cell.fill, cell.comment) == (mark.fill, mark.comment)
    assert cell.percent == (mark.percent and kind == "number")


def test_a_place_that_holds_nothing_is_blank():
    filled = sheet(["x"])
    for place in ((1, 2), (2, 1), (9, 9)):
        assert filled.at(*place) is BLANK
        assert filled.value(*place) is None
        assert filled.text(*place) == ""


def test_a_cells_text_has_single_spaces():
    assert sheet(["  a\n b\u00a0 c "]).text(1, 1) == "a b c" == tidy("a  b \t c")
    assert sheet([2.0]).text(1, 1) == "2"
    assert sheet([0.4], marks={(1, 1): CellMark(percent=True)}).text(1, 1) == "40%"
    assert sheet([None], marks={(1, 1): CellMark("lost")}).text(1, 1) == "="


@given(
    st.lists(
        st.none() | st.floats(allow_nan=False) | st.booleans() | st.text(" a\u00a0\t\u2003\x1f.é", max_size=4),
        max_size=6,
    )
)
def test_a_row_that_is_tidy_as_typed_and_one_that_is_not_say_the_same_as_their_cells(values):
    said = sheet(values)
    texts = [tidy(value_text(value)) for value in values]
    assert [said.text(1, column) for column in range(1, len(values) + 1)] == texts
    assert said.column(1, [1, 2]) == [texts[0] if texts else "", ""]
    for column, value in enumerate(said.tidied(1)):
        assert not isinstance(value, str) or value == texts[column]


def test_used_rows_and_columns_are_those_with_text_and_lost_formulas():
    used = sheet(
        [None, "x", None], [None, None, None], [0.0, None, None],
        marks={(4, 5): CellMark("lost"), (6, 7): CellMark(fill="FF0000"), (3, 3): CellMark("lost")},
    )  # fmt: skip
    assert used.rows() == (1, 3, 4)
    assert used.columns() == (1, 2, 3, 5)
    assert [used.filled(row) for row in (1, 2, 3, 4, 6)] == [(2,), (), (1, 3), (5,), ()]


def test_every_cell_with_a_value_or_a_mark_is_told_once():
    marked = sheet(["x", None], marks={(1, 1): CellMark(fill="00B050"), (2, 2): CellMark(comment="why")})
    cells = dict(marked.cells())
    assert set(cells) == {(1, 1), (2, 2)}
    assert cells[1, 1].fill == "00B050"
    assert (cells[2, 2].kind, cells[2, 2].comment) == ("blank", "why")
    book = Workbook("b.xlsx", "0" * 64, (marked, sheet(["y"], name="T")))
    assert [(where.name, place) for where, place, _ in book.cells()] == [("S", (1, 1)), ("S", (2, 2)), ("T", (1, 1))]
    assert book.sheet("T").text(1, 1) == "y"
    assert book.sheet("U") is None


def test_comments_are_told_by_row_from_left_to_right():
    marks = {(2, 3): CellMark(comment="b\n b"), (2, 1): CellMark(comment="a"), (1, 1): CellMark(fill="FF0000")}
    assert sheet(marks=marks).comments == {2: [(1, "a"), (3, "b b")]}


def test_merged_cells_show_the_first_ones_value():
    merged = Sheet("S", True, {}, merges=((2, 1, 4, 2),))
    for place in ((2, 1), (4, 1), (2, 2), (4, 2)):
        assert merged.merged_from(*place) == (2, 1)
    for place in ((1, 1), (5, 1), (2, 3)):
        assert merged.merged_from(*place) == place


def test_a_range_merged_beyond_all_sense_is_not_spread_out():
    most = Sheet("S", True, {}, merges=((1, 1, LARGEST_MERGE // 2, 2),))
    assert most.merged_from(LARGEST_MERGE // 2, 2) == (1, 1)
    beyond = Sheet("S", True, {}, merges=((1, 1, LARGEST_MERGE // 2 + 1, 2),))
    assert beyond.merged_from(2, 2) == (2, 2)


@given(st.integers(1, 20000))
def test_column_letters_are_as_in_a_spreadsheet(column):
    value = 0
    for letter in column_letters(column):
        value = value * 26 + ord(letter) - 64
    assert value == column


def test_a_place_is_told_by_sheet_column_and_row():
    assert Sheet("Section 11", True, {}).address(13, 6) == "Section 11!F13"
    assert Sheet("S", True, {}).address(1, 28) == "S!AB1"


@pytest.mark.parametrize(("text", "kept"), [
    ("two\nlines\tand a tab", "two\nlines\tand a tab"), ("a\x0bb\x00c\x1f", "abc"), ("é ✓ 🙂", "é ✓ 🙂"), ("", ""),
    ("x" * 40_000, "x" * 32_000),
])  # fmt: skip
def test_a_text_as_a_cell_can_hold_it(text, kept):
    assert cell_text(text) == kept


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",))))
def test_a_spreadsheet_library_takes_any_text_once_it_is_such(text):
    """It refuses control characters by an error: a whole workbook would not be written for one pasted line."""
    import openpyxl

    cell = openpyxl.Workbook().active["A1"]
    cell.value = cell_text(text)
    cell.data_type = "s"
    assert cell.value == cell_text(text) or (cell.value, cell_text(text)) == (None, "")


@given(name=st.text(min_size=1, max_size=20), row=st.integers(1, 1_048_576), column=st.integers(1, 16_384))
def test_an_address_leads_back_to_its_place(name, row, column):
    held = Sheet(name, True, {})
    assert place_of(held.address(row, column)) == (name, (row, column))


def test_a_place_in_a_table_of_a_document_is_said_in_words_and_found_again():
    table = sheet(("a",), name="Table 2", in_words=True)
    assert table.address(3, 28) == "Table 2, row 3, column 28"
    assert place_of("Table 2, row 3, column 28") == ("Table 2", (3, 28))
    assert (sheet_of("Table 2, row 3, column 28"), sheet_of("Log!B2"), sheet_of("Log!7")) == ("Table 2", "Log", "Log")


@pytest.mark.parametrize("text", ["", "F13", "Section 11!13", "Section 11!F", "Section 11!F13 and G13"])
def test_what_is_no_address_has_no_place(text):
    assert place_of(text) is None
