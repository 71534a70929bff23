"""Whether an xlsx holds values alone: a workbook that is not plain must never be called so."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from scrutineer.exchange import plain, reader
from tests.exchange.made import parts, with_parts, xlsx

DATA = Path(__file__).parent.parent / "data"


def changed(change) -> bytes:
    return xlsx((None,), (None, 0.5), change=lambda book, sheet: change(book, sheet, sheet["B2"]))


def comment(_book, _sheet, cell) -> None:
    cell.comment = Comment("see", "")


def error(_book, _sheet, cell) -> None:
    cell.value, cell.data_type = "#REF!", "e"


def drop_down(_book, sheet, _cell) -> None:
    rule = DataValidation(type="list", formula1='"a,b"')
    sheet.add_data_validation(rule)
    rule.add("A1")


def setting(name: str, value: object):
    def change(_book, _sheet, cell) -> None:
        setattr(cell, name, value)

    return change


CHANGES = {
    "fill": setting("fill", PatternFill("solid", fgColor="FF00B050")),
    "comment": comment,
    "whole percentage": setting("number_format", "0%"),
    "percentage": setting("number_format", "0.00%"),
    "percentage of one's own": setting("number_format", '0.0"about"%'),
    "formula": setting("value", "=1+1"),
    "error": error,
    "drop-down": drop_down,
    "hidden row": lambda _book, sheet, _cell: setattr(sheet.row_dimensions[2], "hidden", True),
    "hidden column": lambda _book, sheet, _cell: setattr(sheet.column_dimensions["B"], "hidden", True),
    "far column": lambda _book, sheet, _cell: sheet.cell(1, 16384, 1),
    "far row": lambda _book, sheet, _cell: sheet.cell(300_001, 1, 1),
    "property": lambda book, _sheet, _cell: book.custom_doc_props.append(
        openpyxl.packaging.custom.StringProperty(name="token", value="x")
    ),
    "second sheet": lambda book, _sheet, _cell: book.create_sheet().append(["=1+1"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_the_fast_way_would_lose_is_not_plain(change):
    assert not plain.is_plain(changed(change))


@pytest.mark.parametrize("name", [
    "xl/drawings/drawing1.xml", "xl/embeddings/policy.docx", "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin",
    "xl/comments1.xml", "xl/threadedComments/threadedComment1.xml", "docProps/custom.xml",
])  # fmt: skip
def test_a_part_that_is_no_cell_is_not_plain(name):
    assert not plain.is_plain(with_parts(xlsx(("x",)), {name: b"<x/>"}))


@pytest.mark.parametrize("value", [
    "text", 1, 1.5, True, date(2026, 5, 14), datetime(2026, 5, 14, 9, 30), "é ✓", "50%", "<f>1</f>", "&<dataValidations",
])  # fmt: skip
def test_values_and_dates_are_plain_whatever_they_say(value):
    assert plain.is_plain(xlsx(("Ref", value)))


def test_merges_and_hidden_sheets_are_plain():
    def change(book, sheet, _cell) -> None:
        sheet.merge_cells("A1:A2")
        book.create_sheet("x").sheet_state = "hidden"

    assert plain.is_plain(changed(change))


def test_a_file_formatted_to_the_last_row_is_not_plain():
    assert not plain.is_plain((DATA / "formatted-to-the-last-row.xlsx").read_bytes())


def test_a_workbook_with_two_parts_of_one_name_is_not_read_the_fast_way():
    stream = io.BytesIO(xlsx(("v1",)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/Worksheets/Sheet1.xml", b"<worksheet/>")
    assert not plain.is_plain(stream.getvalue())
    assert reader.read_workbook("x.xlsx", stream.getvalue()).sheets[0].rows() == (1,)


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_written_with_prefixes_is_not_plain():
    content = xlsx(("x",))
    part = parts(content)[SHEET].replace(b"<worksheet ", b"<x:worksheet ").replace(b"</worksheet", b"</x:worksheet")
    assert not plain.is_plain(with_parts(content, {SHEET: part}))


def test_rows_that_do_not_say_their_numbers_are_not_plain():
    content = xlsx(("x",))
    part = parts(content)[SHEET].replace(b'<row r="1"', b"<row")
    assert b"<row" in part
    assert not plain.is_plain(with_parts(content, {SHEET: part}))


@pytest.mark.parametrize("mark", [b'<c r="B9" t="e"><v>#REF!</v></c>', b'<c r="B9"><f>1+1</f></c>', b'<c r="AAA9"/>'])
@pytest.mark.parametrize("offset", [-60, -30, -15, -3, 0, 40])
def test_a_mark_cut_in_two_by_a_chunk_is_still_seen(monkeypatch, mark, offset):
    """The check reads a sheet in pieces; what stands across the end of one must not be missed."""
    monkeypatch.setattr(plain, "_CHUNK", 4096)
    content = xlsx(("x",))
    head, tail = parts(content)[SHEET].split(b"</sheetData>")
    row = b'<row r="9">' + b" " * (4096 - len(head) - 11 + offset) + mark + b"</row></sheetData>"
    assert not plain.is_plain(with_parts(content, {SHEET: head + row + tail}))
    harmless = row.replace(mark, b'<c r="B9"><v>1</v></c>')
    assert plain.is_plain(with_parts(content, {SHEET: head + harmless + tail}))


def test_the_last_row_is_seen_in_a_sheet_of_many_chunks(monkeypatch):
    monkeypatch.setattr(plain, "_CHUNK", 4096)
    content = xlsx(*(("some words", n) for n in range(2000)))
    assert plain.is_plain(content)
    last = parts(content)[SHEET].replace(b'<row r="2000"', b'<row r="400000"')
    assert not plain.is_plain(with_parts(content, {SHEET: last}))
