"""Binary workbooks: what their own records say of a cell is laid over the values of the fast reader."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange import fast, reader, xlsb_looks
from tests.exchange.made import zipped

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PERCENT, OWN_PERCENT = 1, 2  # styles; 0 is plain


def record(kind: int, data: bytes = b"") -> bytes:
    numbers = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return numbers + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    flags = 0x10 if hidden else 0
    return record(0, struct.pack("<IIHBBB", number - 1, 0, 300, 0, flags, 0) + struct.pack("<I", 0)) + b"".join(cells)


def at(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column - 1, style)


def words(column: int, said: str) -> bytes:
    return record(6, at(column) + text(said))


def number(column: int, value: float, style: int = 0) -> bytes:
    return record(5, at(column, style) + struct.pack("<d", value))


def error(column: int, code: int) -> bytes:
    return record(3, at(column) + bytes([code]))


def error_of_a_formula(column: int, code: int) -> bytes:
    return record(11, at(column) + bytes([code]) + struct.pack("<HI", 0, 0) + struct.pack("<I", 0))


def merge(top: int, left: int, bottom: int, right: int) -> bytes:
    return record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))


def xlsb(*rows: bytes, columns: bytes = b"", merges: bytes = b"", last: tuple[int, int] = (20, 8)) -> bytes:
    """A binary workbook of one sheet, “Return”, in three styles: plain, per cent, and per cent of its own."""
    styles = [0, 10, 164]
    sheet = [
        record(129), record(148, struct.pack("<IIII", 0, last[0], 0, last[1])), columns, record(145), *rows, record(146),
        merges, record(130),
    ]  # fmt: skip
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                       'Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
                                      f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" '
                                      f'Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>',
        "xl/workbook.bin": record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Return"))
                           + record(144) + record(132),
        "xl/styles.bin": record(44, struct.pack("<H", 164) + text("0.0%")) + record(617, struct.pack("<I", 3))
                         + b"".join(record(47, struct.pack("<HH", 0, shown) + bytes(12)) for shown in styles) + record(618),
        "xl/worksheets/sheet1.bin": b"".join(sheet),
    })  # fmt: skip


def read(*rows: bytes, **more):
    return reader.read_workbook("x.xlsb", xlsb(*rows, **more))


@pytest.mark.parametrize(("code", "name"), [(0x07, "#DIV/0!"), (0x2A, "#N/A"), (0x17, "#REF!"), (0x24, "#NUM!")])
def test_an_error_is_no_blank_cell_typed_or_worked_out(code, name):
    """The fast reader leaves both blank: an answer that came to an error would be one that nobody gave."""
    sheet = read(row(1, words(1, "Ref"), words(2, "Score")), row(2, words(1, "1.1"), error(2, code)),
                 row(3, words(1, "1.2"), error_of_a_formula(2, code))).sheets[0]  # fmt: skip
    for place in ((2, 2), (3, 2)):
        assert (sheet.at(*place).kind, sheet.text(*place)) == ("error", name)


def test_percentages_are_shown_as_they_are_in_the_workbook():
    sheet = read(row(1, number(1, 0.29, PERCENT), number(2, 0.4, OWN_PERCENT), number(3, 0.29))).sheets[0]
    assert [sheet.text(1, column) for column in (1, 2, 3)] == ["29%", "40%", "0.29"]


def test_merges_and_what_is_hidden_are_read():
    hidden = record(60, struct.pack("<IIIIH", 2, 2, 10, 0, 1))
    book = read(row(1, words(1, "a")), row(2, words(1, "b"), hidden=True), columns=hidden, merges=merge(1, 1, 2, 2))
    assert book.sheets[0].merges == ((1, 1, 2, 2),)
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ((2,), (3,))
    assert not book.looks_read  # its colours and comments still are not


@given(st.binary(max_size=60))
def test_records_that_make_no_sense_cost_no_value(spoiled):
    content = xlsb(row(1, words(1, "a"), number(2, 3)), merges=b"\xff" + spoiled)
    values = fast.read(content)["sheets"][0]["rows"]
    assert xlsb_looks.read(content)["sheets"][0]["rows"][0] == values[0]
