"""Text with separators: the encoding, the mark between columns, and numbers that keep what their text says."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.exchange import csv_text, reader


def rows(content: bytes) -> list[list[object]]:
    (sheet,) = csv_text.read(content)["sheets"]
    return [row for _, row in sheet["rows"]]


@pytest.mark.parametrize(
    ("content", "cells"),
    [("No;Standard\n1.1;Café\n".encode("cp1252"), ["No", "Standard", "1.1", "Café"]),
     ("\ufeffNo,Standard\n1.1,Café\n".encode(), ["No", "Standard", "1.1", "Café"]),
     (b"No\tStandard\n1.1\tx\n", ["No", "Standard", "1.1", "x"])],
)  # fmt: skip
def test_csv_in_the_ways_people_save_it(content, cells):
    assert [cell.text for _, _, cell in reader.read_workbook("x.csv", content).cells()] == cells


@pytest.mark.parametrize(("content", "count"), [
    ("No;Answer\n1.1;yes, with delay, and more, and more\n".encode("utf-16"), 2),
    (b"No;Answer\n1.1;a, b, c\n1.2;d, e\n", 2 + 1), (b"sep=|\nNo|Answer\n1.1|x;y\n", 3),
    (b'No,Answer\n1.1,"two\nlines"\n', 2),
])  # fmt: skip
def test_columns_are_parted_by_the_mark_that_makes_rows_agree(content, count):
    sheet = reader.read_workbook("x.csv", content).sheets[0]
    assert len(sheet.rows()) == count
    assert sheet.columns() == (1, 2)


@pytest.mark.parametrize(("text", "mark"), [
    ("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
    ("no mark at all\nnone here either\n", ","), ("", ","), ("sep=;\na,b\n", ";"), ("SEP=|\na|b\n", "|"), ("sep=\t\r\na,b\r\n", "\t"),
    ("sep=ab\na;b\n1;2\n", ";"),
])  # fmt: skip
def test_the_mark_of_each_dialect(text, mark):
    assert csv_text.delimiter(text) == mark


@pytest.mark.parametrize(("content", "text"), [
    ("naïve £5".encode(), "naïve £5"), ("naïve £5".encode("utf-8-sig"), "naïve £5"),
    ("naïve £5".encode("cp1252"), "naïve £5"), ("naïve £5".encode("utf-16"), "naïve £5"),
    (b"\xfe\xff" + "✓".encode("utf-16-be"), "✓"), (b"", ""),
])  # fmt: skip
def test_the_encoding_is_told_by_its_mark_or_by_trying(content, text):
    assert csv_text.decoded(content) == text


def test_a_byte_that_no_encoding_knows_is_shown_as_unknown_and_the_rest_is_read():
    assert csv_text.decoded(b"caf\xe9 \x81 end") == "café \ufffd end"


@pytest.mark.parametrize(("typed", "value"), [
    ("3", 3.0), ("0", 0.0), ("2.5", 2.5), ("0.29", 0.29),
    ("1.10", "1.10"), ("007", "007"), ("2.0", "2.0"), (".5", ".5"), ("1.2.3", "1.2.3"), ("٣", "٣"), ("-3", "-3"),
    ("1e5", "1e5"), ("3 ", "3 "), ("1,000", "1,000"), ("9" * 30, "9" * 30),
])  # fmt: skip
def test_a_number_keeps_its_text_where_the_text_says_more(typed, value):
    """A standard 1.10 is not 1.1, and 007 is no 7."""
    ((got, _),) = rows(f'"{typed}";x\n'.encode())
    assert got == value
    assert type(got) is type(value)


def test_nothing_but_space_is_nothing_and_rows_keep_their_numbers():
    (sheet,) = csv_text.read(b"a,b\n\n,\n  ,x\n , \n")["sheets"]
    assert sheet["rows"] == [[1, ["a", "b"]], [4, [None, "x"]]]
    assert (sheet["name"], sheet["visible"], sheet["marks"], sheet["merges"]) == ("csv", True, [], [])


def test_only_the_first_rows_are_asked_for_the_mark():
    """A long narrative far below must not change how the columns above it are parted."""
    text = "a;b\n" * 60 + "x,y,z\n" * 500
    assert csv_text.delimiter(text) == ";"


def test_an_empty_file_has_a_sheet_without_rows():
    assert rows(b"") == []
    assert rows("\ufeff".encode()) == []


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
# a quoted cell may hold any of the marks; a sheet of one column needs none
CELLS = st.one_of(WORDS, st.sampled_from(["a, b", "x;y", 'say "yes"', "two\nlines", "1.10", "3", "a|b"]))


@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    mark=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_every_dialect_that_says_its_mark_is_read_back(table, mark, encoding, ending):
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(table)
    got = rows(f"sep={mark}{ending}{out.getvalue()}".encode(encoding))[1:]
    shown = [[str(int(v)) if isinstance(v, float) and v.is_integer() else v if v is None else str(v) for v in row]
             for row in got]  # fmt: skip
    wanted = [[None if cell.isspace() else cell for cell in row] for row in table]
    assert shown == wanted
