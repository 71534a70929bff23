"""What is said of a cell that is merged with others: its range, and what the cell that it shows holds."""

from __future__ import annotations

from scrutineer.domain.grid import CellMark
from scrutineer.exchange.merged import in_words, merged_with
from tests.exchange.made import sheet

ROWS = (("Standard", "RAG"), ("A lead is named", "Amber"), (None, None), ("Heard", None), (None, None))
MERGES = ((2, 2, 3, 2), (4, 2, 5, 2))


def test_a_cell_that_shows_another_says_which_and_what_it_holds():
    made = sheet(*ROWS, merges=MERGES, marks={(4, 2): CellMark(fill="FF0000")})
    said = [merged_with(made, row, 2) for row in range(1, 6)]
    assert said == ["", "", "merged with B2, which holds “Amber”", "", "merged with B4, which has a colour"]


def test_a_long_text_is_shortened_and_a_blank_one_says_nothing():
    long = sheet(("x" * 300,), (None,), merges=((1, 1, 2, 1),))
    assert len(merged_with(long, 2, 1)) < 80
    assert merged_with(sheet((None, "a"), (None, "b"), merges=((1, 1, 2, 1),)), 2, 1) == ""


def test_a_range_is_called_as_a_person_finds_it():
    made, table = sheet(*ROWS, merges=MERGES), sheet(*ROWS, merges=MERGES, in_words=True)
    assert (in_words(made, (2, 3, 5, 3)), in_words(made, (2, 3, 2, 4))) == ("C2:C5", "C2:D2")
    assert (in_words(table, (2, 3, 5, 3)), in_words(table, (2, 3, 2, 4))) == (
        "rows 2 to 5, column 3", "row 2, columns 3 to 4",
    )  # fmt: skip
    assert merged_with(table, 3, 2) == "merged with row 2, column 2, which holds “Amber”"
