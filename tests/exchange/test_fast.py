"""The fast reader: the same values as the full one wherever it is used."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.exchange import fast, full, plain
from tests.conftest import RETURNS
from tests.exchange.made import saved, xlsx


def by_place(raw: dict) -> dict:
    sheets = {}
    for sheet in raw["sheets"]:
        values = {(n, c): v for n, row in sheet["rows"] for c, v in enumerate(row, 1) if v is not None}
        sheets[sheet["name"]] = (values, sorted(sheet["marks"]), sorted(sheet["merges"]), sheet["visible"])
    return sheets


def both_ways(content: bytes) -> tuple[dict, dict]:
    return by_place(full.read(content)), by_place(fast.read(content))


def test_the_fast_way_reads_the_same():
    made = openpyxl.Workbook()
    sheet = made.active
    when = date(2026, 5, 14)
    values = ("text", " spaced ", "0", 0, 1.5, -3, 1e20, True, when, "n/a", "line\nbreak", "not a formula", "é ✓")
    for number, value in enumerate(values, 3):
        sheet.cell(number, number % 5 + 2, value)
    sheet.merge_cells("A1:C2")
    made.create_sheet("Hidden").append(["x"])
    made["Hidden"].sheet_state = "hidden"
    content = saved(made)
    assert plain.is_plain(content)
    in_full, quickly = both_ways(content)
    assert in_full == quickly


@pytest.mark.parametrize("name", sorted(path.name for path in RETURNS.glob("*.xlsx")))
def test_a_workbook_is_read_fast_only_where_nothing_is_lost(name):
    content = (RETURNS / name).read_bytes()
    if plain.is_plain(content):
        in_full, quickly = both_ways(content)
        assert in_full == quickly


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20).filter(
    lambda text: not text.startswith("=") and "_x" not in text.lower()  # a formula, and the escapes of xlsx
)
VALUES = st.one_of(
    st.none(), TEXTS, st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).map(lambda n: round(n, 4)),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(VALUES, max_size=5), max_size=6))
def test_any_plain_workbook_reads_the_same_both_ways(rows):
    content = xlsx(*map(tuple, rows))
    assert plain.is_plain(content)
    in_full, quickly = both_ways(content)
    assert in_full == quickly


def test_a_sheet_that_begins_far_from_the_corner_keeps_its_places():
    content = xlsx(change=lambda _book, sheet: sheet.cell(5, 4, "x"))
    assert fast.read(content)["sheets"][0]["rows"] == [[5, [None, None, None, "x"]]]


def test_a_sheet_without_cells_is_there_and_empty():
    def change(book, sheet) -> None:
        sheet["A1"] = "x"
        book.create_sheet("Empty")

    first, empty = fast.read(xlsx(change=change))["sheets"]
    assert (empty["name"], empty["rows"], empty["marks"], empty["merges"]) == ("Empty", [], [], [])
    assert first["rows"] == [[1, ["x"]]]


def test_a_sheet_of_charts_is_no_sheet_of_cells():
    from openpyxl.chart import BarChart

    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_chartsheet("Chart").add_chart(BarChart())
    assert [sheet["name"] for sheet in fast.read(saved(book))["sheets"]] == ["Sheet"]


def test_rows_and_columns_are_numbered_from_where_they_begin():
    rows, marks = fast.numbered([["a", None, ""], ["", " ", None], [None, date(2026, 5, 14)]], (4, 1))
    assert rows == [[5, [None, "a"]], [7, [None, None, "2026-05-14"]]]
    assert marks == [[7, 3, "date", "", "", False]]


@pytest.mark.parametrize(("value", "kept", "dated"), [
    ("x", "x", False), ("", None, False), (" \n\u00a0", None, False), (3.0, 3.0, False), (True, True, False),
    (None, None, False), (date(2026, 5, 14), "2026-05-14", True), (time(9, 30), "09:30:00", True),
    (timedelta(hours=30), "1 day, 6:00:00", True),
])  # fmt: skip
def test_a_value_as_plain_data(value, kept, dated):
    marks: list = []
    assert fast.plain_value(value, marks, 3, 2) == kept
    assert marks == ([[3, 2, "date", "", "", False]] if dated else [])


@pytest.mark.parametrize(("value", "text"), [
    (datetime(2026, 5, 14), "2026-05-14"), (datetime(2026, 5, 14, 9, 30), "2026-05-14 09:30:00"),
    (date(2026, 5, 14), "2026-05-14"), (time(0, 0), "00:00:00"),
])  # fmt: skip
def test_midnight_is_left_off_a_day(value, text):
    assert fast.date_text(value) == text


def test_what_is_no_workbook_raises():
    with pytest.raises(Exception, match=r"(?i)zip|workbook|file|kind|detect"):
        fast.read(io.BytesIO(b"no workbook").getvalue())
