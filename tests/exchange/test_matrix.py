"""The columns of a matrix: each agency or standard with its own, and remarks that belong to nobody surely."""

from __future__ import annotations

import pytest

from scrutineer.domain.grid import CellMark
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.returns import FoundAnswer, Reading
from scrutineer.domain.scale import require_scale
from scrutineer.exchange import apply
from scrutineer.exchange.headings import headings_at
from scrutineer.exchange.matrix import Group, matrix_of, remarks_on
from scrutineer.frameworks.loader import scales
from tests.exchange.made import of_rows, profile, sheet

AGENCIES = profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD})
RAG = require_scale(scales(), "rag")
SCHOOLS = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY})


def groups(grid, mapping=AGENCIES, both: bool = False) -> list[Group]:
    return list(matrix_of(grid, headings_at(grid, 1, both), mapping).groups)


def read(*rows: tuple, mapping=SCHOOLS, **more) -> Reading:
    return apply.read_with(of_rows(*rows, **more), mapping)


def said(reading: Reading) -> dict[tuple[str, str], tuple[str, str, str]]:
    """By agency and standard: number or words, what was typed and what was remarked."""

    def place(answer: FoundAnswer) -> tuple[str, str]:
        return answer.agency, answer.number or answer.standard

    assert len({place(answer) for answer in reading.answers}) == len(reading.answers)
    return {place(answer): (answer.standard, answer.typed, answer.evidence) for answer in reading.answers}


def aside(reading: Reading) -> dict[str, str]:
    """What is set aside as a remark of which it is not sure where it belongs, by cell."""
    return {left.place: left.text for left in reading.left_out if "a remark" in left.reason}


# agencies across


def test_headings_in_one_row_make_an_agency_a_column():
    grid = sheet(("Standard", "Police  Service", "ICB"), ("1.1", 1, 2))
    assert groups(grid) == [Group("Police Service", 2), Group("ICB", 3)]


def test_two_rows_part_an_agency_into_its_columns_in_any_order():
    grid = sheet(("Standard", "Police", None, None, "ICB"), (None, "Moderated", "Evidence", "Self", "Score"))
    merged = sheet(*grid.values.values(), merges=((1, 2, 1, 4),))
    assert groups(merged, both=True) == [
        Group("Police", own=4, moderated=2, evidence=(3,)), Group("ICB", own=5)]  # fmt: skip


def test_a_column_of_each_kind_is_taken_once():
    grid = sheet(("Standard", "Police", None), (None, "Self", "Score"), merges=((1, 2, 1, 3),))
    assert groups(grid, both=True) == [Group("Police", own=2)]


def test_no_columns_make_no_agencies():
    assert groups(sheet(("Standard",))) == []


def test_two_rows_need_no_merges():
    """A file that lost its merges: what stands under nothing belongs to the agency before it."""
    grid = sheet(("Standard", "Police", None, "ICB", None), (None, "Self", "Comments", "Self", "Comments"))
    assert groups(grid, both=True) == [Group("Police", 2, evidence=(3,)), Group("ICB", 4, evidence=(5,))]


def test_remarks_after_every_agency_are_its_own_and_no_agency():
    grid = sheet(("Standard", "Police", "Comments", "ICB", "Comments"), ("1.1 A lead", 1, "no", 2, "yes"))
    assert groups(grid) == [Group("Police", 2, evidence=(3,)), Group("ICB", 4, evidence=(5,))]


def test_remarks_after_one_of_several_agencies_are_set_aside():
    rows = (("Standard", "Police", "Comments", "ICB"), ("1.1 A lead", 1, "we have two", 2))
    reading = read(*rows, mapping=AGENCIES)
    assert said(reading) == {("Police", "1.1"): ("A lead", "1", ""), ("ICB", "1.1"): ("A lead", "2", "")}
    assert aside(reading) == {"Return!C2": "we have two"}


def test_a_title_over_the_columns_is_no_agency():
    rows = (("", "Return of 2026"), ("Standard", "Police", "Comments"), ("1.1 A lead", 1, "two"))
    reading = read(*rows, mapping=AGENCIES, merges=((1, 2, 1, 3),))
    assert said(reading) == {("Police", "1.1"): ("A lead", "1", "two")}


# standards across


def test_each_remark_goes_to_the_standard_it_follows():
    reading = read(
        ("School", "1.1 A lead", "Comments", "1.2 A route", "Comments"), ("Hill", 1, "one of two", 2, "on the wall")
    )
    assert said(reading) == {
        ("Hill", "1.1"): ("A lead", "1", "one of two"), ("Hill", "1.2"): ("A route", "2", "on the wall")}  # fmt: skip
    assert aside(reading) == {}


@pytest.mark.parametrize("heads", [
    ("School", "1.1 A lead", "Comments", "1.2 A route"), ("School", "Comments", "1.1 A lead", "1.2 A route"),
    ("School", "1.1 A lead", "1.2 A route", "Comments"),
])  # fmt: skip
def test_a_remark_that_may_be_either_standards_is_set_aside_with_its_cell(heads):
    place = heads.index("Comments")
    row: list = ["Hill", 1, 2]
    row.insert(place, "done in May")
    reading = read(heads, tuple(row))
    assert [evidence for _, _, evidence in said(reading).values()] == ["", ""]
    assert aside(reading) == {f"Return!{'ABCD'[place]}2": "done in May"}
    assert any("it is not sure to which standard it belongs" in finding.text for finding in reading.findings)


def test_a_column_that_names_its_standard_belongs_to_it_wherever_it_stands():
    reading = read(
        ("School", "1.1 A lead", "1.2 A route", "1.2 comments", "Comments on 1.1"), ("Hill", 1, 2, "wall", "two")
    )
    assert said(reading) == {("Hill", "1.1"): ("A lead", "1", "two"), ("Hill", "1.2"): ("A route", "2", "wall")}


def test_a_standard_over_its_score_and_its_remarks():
    heads = (("School", "1.1 A lead", None, "1.2 A route", None), (None, "Score", "Comment", "Score", "Comment"))
    merges = ((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))
    reading = read(*heads, ("Hill", 1, "two", 2, "wall"), merges=merges)
    assert said(reading) == {("Hill", "1.1"): ("A lead", "1", "two"), ("Hill", "1.2"): ("A route", "2", "wall")}


def test_a_standard_merged_over_two_columns_with_no_more_said_of_them():
    rows = (("School", "1.1 A lead", None, "1.2 A route", None), ("Hill", "two of them", 1, 2, "wall"),
            ("Dale", "one", 3, 0, ""))  # fmt: skip
    reading = read(*rows, merges=((1, 2, 1, 3), (1, 4, 1, 5)))
    assert said(reading)["Hill", "1.1"] == ("A lead", "1", "two of them")
    assert said(reading)["Hill", "1.2"] == ("A route", "2", "wall")


def test_a_number_over_its_words():
    rows = (("School", "1.1", "1.2"), (None, "A lead is named", "A route is known"), ("Hill", 1, 2))
    reading = read(*rows, merges=((1, 1, 2, 1),))
    assert set(said(reading)) == {("Hill", "1.1"), ("Hill", "1.2")}
    assert said(reading)["Hill", "1.1"][0] == "A lead is named"


def test_a_section_over_its_standards_is_none_of_them():
    rows = (
        ("School", "Leadership", None, "Records"),
        (None, "1.1 A lead", "1.2 A route", "2.1 Files"),
        ("Hill", 1, 2, 3),
    )
    reading = read(*rows, merges=((1, 1, 2, 1), (1, 2, 1, 3)))
    assert set(said(reading)) == {("Hill", "1.1"), ("Hill", "1.2"), ("Hill", "2.1")}


@pytest.mark.parametrize("merge", [(2, 3, 2, 4), (2, 3, 3, 3)])
def test_a_remark_in_a_merged_cell_is_set_aside(merge):
    """It may be meant for the next standard or the next school as well."""
    rows = (("School", "1.1 A lead", "Comments", "1.2 A route", "Comments"), ("Hill", 1, "both", None, None),
            ("Dale", 2, None, 3, None))  # fmt: skip
    reading = read(*rows, merges=(merge,))
    assert all(evidence == "" for _, _, evidence in said(reading).values())
    assert aside(reading) == {"Return!C2": "both"}


def test_a_comment_on_an_answer_merged_over_two_standards_is_no_ones():
    rows = (("School", "1.1 A lead", "1.2 A route"), ("Hill", 1, None), ("Dale", 2, 3))
    marks = {(2, 2): CellMark(comment="meant for both"), (3, 3): CellMark(comment="on the wall")}
    reading = read(*rows, merges=((2, 2, 2, 3),), marks=marks)
    assert said(reading)["Hill", "1.1"] == ("A lead", "1", "")
    assert said(reading)["Dale", "1.2"] == ("A route", "3", "Comment on C3: on the wall")
    assert [(left.place, left.text) for left in reading.overlooked] == [("Return!B2", "meant for both")]


def test_standards_are_known_by_their_words():
    mapping = profile(
        layout=Layout.STANDARDS_ACROSS,
        headings={"school": Role.AGENCY, "a lead is named": Role.STANDARD, "evidence is kept": Role.STANDARD},
    )
    reading = read(
        ("School", "A lead is named", "Comments", "Evidence is kept", "Comments"), ("Hill", 1, "two", 2, "files"),
        mapping=mapping,
    )  # fmt: skip
    assert said(reading) == {
        ("Hill", "A lead is named"): ("A lead is named", "1", "two"),
        ("Hill", "Evidence is kept"): ("Evidence is kept", "2", "files"),
    }


def test_a_school_that_answered_by_colours_alone_is_read():
    mapping = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY}, scale=RAG)
    marks = {(2, 2): CellMark(fill="00B050"), (2, 3): CellMark(fill="FF0000")}
    reading = read(("School", "1.1 A lead", "1.2 A route"), ("Hill",), marks=marks, mapping=mapping)
    assert [answer.answer.level for answer in reading.answers] == ["Green", "Red"]


def test_a_column_whose_kind_a_matrix_does_not_read_is_told():
    mapping = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY, "by when": Role.DEADLINE})
    reading = read(("School", "1.1 A lead", "By when"), ("Hill", 1, "end of May"), mapping=mapping)
    assert [left.place for left in reading.overlooked] == ["Return!C"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [("Comments", ""), ("Any further comments:", ""), ("Evidence / comments", ""), ("1.2 Comments", "1.2"),
     ("Comments on standard 1.2", "1.2"), ("Notes (1.2)", None), ("Evidence is kept", None), ("1.2 Evidence is kept", None),
     ("Police", None), ("Your supporting evidence", "")],
)  # fmt: skip
def test_which_headings_are_of_remarks(heading, number):
    assert remarks_on(heading) == number
