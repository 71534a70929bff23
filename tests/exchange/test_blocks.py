"""Where a mapping's headings stand, and which column holds what under them."""

from __future__ import annotations

from scrutineer.domain.mapping import Layout, Role
from scrutineer.exchange.blocks import Block, above, fits_nothing, headings_of, is_read
from tests.exchange.made import profile, sheet, workbook

HEADS = ("Ref", "Question", "Our score")


def block(grid, mapping) -> Block:
    return Block(grid, headings_of(grid, mapping)[0], mapping)


def test_each_role_has_the_first_column_that_bears_it():
    """A heading that comes twice in one row: the second column is never read in the first one's place."""
    made = block(sheet(("Our score", "Ref", "Question", "Our score"), (1, "A1", "x", 3)), profile())
    assert made.roles == {Role.SELF: 1, Role.NUMBER: 2, Role.STANDARD: 3}


def test_a_renamed_heading_bears_the_role_of_the_one_it_replaced():
    made = block(sheet(("Ref", "Question", "Rating"), ("A1", "x", 3)), profile().renamed({"our score": "rating"}))
    assert made.roles[Role.SELF] == 3


def test_the_columns_of_a_matrix_are_those_that_the_mapping_does_not_name_with_their_headings_as_written():
    mapping = profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD, "notes": Role.LEFT_OUT})
    made = block(sheet(("Standard", "Police  Service", "Notes", None, "ICB"), ("1.1", 3, "n", "o", 2)), mapping)
    assert made.unnamed == [2, 5]
    assert made.heads == {2: "Police Service", 5: "ICB"}


def test_a_heading_merged_over_several_columns_of_a_matrix_heads_each_of_them():
    mapping = profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD})
    made = block(sheet(("Standard", "Police", "x"), ("1.1", 3, 2), merges=((1, 2, 1, 3),)), mapping)
    assert made.heads == {2: "Police", 3: "Police"}


def test_only_visible_sheets_are_read_and_only_those_that_a_mapping_names():
    shown, hidden = sheet(HEADS), sheet(HEADS, visible=False)
    assert is_read(shown, profile())
    assert not is_read(hidden, profile())
    assert is_read(shown, profile(sheets=("Other", "Return")))
    assert not is_read(shown, profile(sheets=("Other",)))
    assert headings_of(hidden, profile()) == ()


def test_headings_that_come_again_are_each_a_place_and_the_first_alone_where_that_is_asked():
    grid = sheet(HEADS, ("A1", "x", 1), HEADS, ("B1", "y", 2))
    assert [headings.rows for headings in headings_of(grid, profile())] == [(1,), (3,)]
    assert [headings.rows for headings in headings_of(grid, profile(), first=True)] == [(1,)]


def test_a_row_stands_under_the_last_headings_that_end_before_it():
    headings = headings_of(sheet(("title",), HEADS, ("A1", "x", 1), HEADS, ("B1", "y", 2)), profile())
    assert above(headings, 1) is None
    assert above(headings, 2) is None
    assert above(headings, 3) is headings[0]
    assert above(headings, 4) is headings[0]
    assert above(headings, 5) is headings[1]
    assert above((), 5) is None


def test_the_refusal_names_the_mapping_the_file_and_every_heading_that_is_looked_for():
    refusal = fits_nothing(workbook(name="their book.xlsx"), profile(name="Section 11", level_columns={"met": "3"}))
    assert refusal.message == "The mapping “Section 11” fits no sheet of their book.xlsx. Nothing was changed."
    assert "“ref”, “question”, “our score”, “met”" in refusal.advice
