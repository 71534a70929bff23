"""Rows come off the clipboard as a spreadsheet put them there."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.pasted import MOST_CHARACTERS, MOST_ROWS, as_csv, pasted_rows
from scrutineer.errors import UserError

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=6))
def test_what_a_spreadsheet_copies_is_read_cell_by_cell(rows):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    plain = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    assert pasted_rows(written.getvalue()) == tuple(row for row in plain if any(row))


def test_a_cell_of_several_lines_is_one_cell():
    assert pasted_rows('Police\t"one\ntwo ""three"""\r\n\r\n\tICB\r\n') == (("Police", 'one two "three"'), ("", "ICB"))


def test_rows_become_a_file_that_says_the_same():
    rows = (("Partner", "2025/26"), ("Police, fire", "£1,200"))
    assert [tuple(line) for line in csv.reader(io.StringIO(as_csv(rows)))] == list(rows)


@pytest.mark.parametrize("text", ["a\n" * (MOST_ROWS + 1), "a" * (MOST_CHARACTERS + 1)])
def test_too_much_is_refused_and_says_so(text):
    with pytest.raises(UserError, match="at once"):
        pasted_rows(text)
