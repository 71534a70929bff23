"""Binary workbooks: what their own records say of a cell is laid over the values of the fast reader."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange import fast, reader, xlsb_looks
from tests.exchange.made_xlsb import (
    OWN_PERCENT,
    PERCENT,
    error,
    error_of_a_formula,
    merge,
    number,
    record,
    row,
    words,
    xlsb,
)


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
