"""The doctor: every hazard is told in words with its cells, and an ordinary workbook is left in peace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.comments import Comment

from scrutineer.domain.grid import CellMark, Extra
from scrutineer.domain.hazards import Hazard
from scrutineer.exchange import apply, doctor, reader
from tests.conftest import RETURNS
from tests.exchange.made import of_rows, profile, sheet, workbook, xlsx

DATA = Path(__file__).parent.parent / "data"


def hazards_with(change) -> dict[str, tuple[str, ...]]:
    rows = (("Ref", "Question", "Score"), ("1.1", "A lead is named", 3), ("1.2", "Staff know", 2))
    return kinds(reader.read_workbook("made.xlsx", xlsx(*rows, change=change)))


def kinds(workbook) -> dict[str, tuple[str, ...]]:
    return {finding.kind: finding.places for finding in doctor.hazards(workbook)}


def test_an_ordinary_workbook_has_no_hazards():
    assert hazards_with(lambda book, sheet: None) == {}


def put(place: str, value: object):
    def change(_book, sheet) -> None:
        sheet[place] = value
        if isinstance(value, str) and value.startswith("="):
            sheet[place].data_type = "s"

    return change


@pytest.mark.parametrize(("place", "value", "kind"), [
    ("C3", "2", "numbers typed as text"), ("C3", " 85% ", "numbers typed as text"),
    ("D3", "31.03.25", "dates typed as text"), ("D3", "14 May 2026", "dates typed as text"),
    ("D3", "03/04/2026", "dates that could be either"),
    ("D3", "=HYPERLINK(1)", "text that begins like a formula"), ("D3", "@SUM(1)", "text that begins like a formula"),
    ("D3", "- no further action", "text that begins like a formula"),
    ("D3", "ring 01632 960000", "personal data"), ("D3", "lead@example.org", "personal data"),
    ("D3", "x" * 9000, "very long texts"), ("C3", "Please select", "drop-downs left at their first choice"),
])  # fmt: skip
def test_what_one_text_brings_with_it(place, value, kind):
    assert hazards_with(put(place, value)) == {kind: (f"Return!{place}",)}


def test_numbers_dates_and_standards_that_are_in_order_are_not_told():
    assert hazards_with(put("D3", "1.2 Staff know")) == {}
    assert hazards_with(put("D3", "-3")) == {"numbers typed as text": ("Return!D3",)}


def test_formulas_errors_comments_and_merges_have_their_cells():
    def change(_book, sheet) -> None:
        sheet["C2"], sheet["C3"] = "=SUM(A1:A2)", "#REF!"
        sheet["C3"].data_type = "e"
        sheet["B2"].comment = Comment("see the audit", "")
        sheet["D2"] = "Leadership"
        sheet.merge_cells("D2:D3")

    hazards = hazards_with(change)
    assert hazards["formulas without a value"] == ("Return!C2",)
    assert hazards["errors"] == ("Return!C3",)
    assert hazards["comments"] == ("Return!B2",)
    assert hazards["merged answers"] == ("Return!D2:D3",)


def test_what_is_hidden_is_named():
    def change(book, sheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Workings").sheet_state = "veryHidden"

    hazards = hazards_with(change)
    assert hazards["hidden rows"] == ("Return row 3",)
    assert hazards["hidden columns"] == ("Return column B",)
    assert hazards["hidden sheets"] == ("Workings",)


def test_the_identity_block_is_personal_data():
    rows = (("Organisation:", "Police"), ("Name of person completing:", "Chief Superintendent"), ("Job title", "Head"),
            (), ("Ref", "Question", "Score"), ("1.1", "A lead is named", 3))  # fmt: skip
    assert kinds(of_rows(*rows)) == {"personal data": ("Return!B2", "Return!B3")}


def test_a_row_of_headings_that_ask_for_people_is_no_identity_block():
    """Five and more things side by side are a table, and a label beside a label has nobody between them."""
    assert kinds(of_rows(("Name", "Role", "Agency", "Date", "Notes"))) == {}
    assert kinds(of_rows(("Name", "Email address"))) == {}
    assert kinds(of_rows(("Name", *[None] * 8, "far away"))) == {}
    assert kinds(of_rows(*[("x",)] * 30, ("Name", "Somebody"))) == {}


def test_a_kind_read_for_its_values_alone_says_so():
    book = reader.read_workbook(*reader.load(RETURNS / "vcs-forum-self-assessment.ods"))
    assert "colours and comments not read" not in kinds(book)
    assert kinds(replace(book, kind="xlsb", looks_read=False))["colours and comments not read"] == (".xlsb",)


def test_an_old_workbook_is_read_with_its_comments_and_what_is_hidden():
    hazards = kinds(reader.read_workbook(*reader.load(RETURNS / "s11-hospital-trust.xls")))
    assert "colours and comments not read" not in hazards
    assert hazards["comments"] == ("Section 11!C29", "Section 11!C30")
    assert hazards["hidden rows"] == tuple(f"Section 11 row {row}" for row in (15, 56, 57))


def test_a_file_formatted_to_the_last_row_is_told_and_read():
    book = reader.read_workbook(*reader.load(DATA / "formatted-to-the-last-row.xlsx"))
    (place,) = kinds(book)["formatted far beyond its last row"]
    assert place.startswith("Sheet, 1,048,576 rows claimed")
    assert len(book.sheets[0].rows()) == 24


def hazard(kind: str, book) -> doctor.Finding:
    (finding,) = (finding for finding in doctor.hazards(book) if finding.kind == kind)
    return finding


def test_every_hazard_has_a_sentence_that_names_its_places_and_what_is_done():
    assert set(doctor.SAID) == set(Hazard)
    for kind, (tone, text) in doctor.SAID.items():
        assert tone in {"ok", "warn", "ask", "private"}
        assert ("{}" in text) == (kind is not Hazard.MACROS)
        assert text.endswith(".")


def test_only_the_first_places_are_said_and_every_one_is_kept():
    errors = hazard("errors", of_rows(*[("x", "#REF!")] * 6, marks={(n, 2): CellMark("error") for n in range(1, 7)}))
    assert errors.text == "Error cells: Return!B1, Return!B2, Return!B3, Return!B4 and 2 more. Never read as answers."
    assert errors.places == tuple(f"Return!B{n}" for n in range(1, 7))


def test_hazards_are_told_in_one_order_whatever_the_order_of_the_sheets():
    people, hidden = sheet(("lead@example.org",)), sheet(("x",), title="Workings", visible=False)
    for book in (workbook(people, hidden), workbook(hidden, people)):
        assert [finding.kind for finding in doctor.hazards(book)] == ["hidden sheets", "personal data"]


def test_what_is_hidden_and_empty_is_not_worth_a_word():
    assert kinds(of_rows(("a",), hidden_rows=(2, 3), hidden_columns=(2,))) == {}


@pytest.mark.parametrize(("merges", "places"), [
    (((2, 1, 3, 1),), ("Return!A2:A3",)), (((2, 1, 3, 2),), ("Return!A2:B3",)), (((2, 1, 2, 3),), None), (((2, 1, 3, 3),), None),
    (((2, 3, 3, 3),), None), (((5, 1, 6, 1),), None),
])  # fmt: skip
def test_which_merges_could_hide_an_answer(merges, places):
    """Those down a column or two that hold something; a banner across the sheet, or a blank one, hides nothing."""
    rows = (("Ref", "Question"), ("Leadership", "x"), (None, "y"))
    assert kinds(of_rows(*rows, merges=merges)).get("merged answers") == places


def test_a_merged_cell_that_is_only_coloured_is_told_too():
    made = of_rows(("Ref", "RAG"), ("1.1",), ("1.2",), merges=((2, 2, 3, 2),), marks={(2, 2): CellMark(fill="FF0000")})
    assert kinds(made)["merged answers"] == ("Return!B2:B3",)


def test_merged_headings_in_two_rows_are_no_merged_answers():
    rows = (("Ref", "Question", "Score"), (None, None, None), ("1", "x", 3))
    merges = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3))
    assert "merged answers" not in kinds(of_rows(("Ref", "Question", "Score"), ("a",), *rows[2:], merges=merges))


def test_numbers_typed_as_text_are_told_where_others_of_their_column_are_numbers_or_they_have_no_point():
    """A column of “1.1”, “1.2” holds the numbers of standards, and is in order."""
    assert kinds(of_rows(("1.1",), ("1.2",))) == {}
    assert kinds(of_rows(("1.1",), (1.2,))) == {"numbers typed as text": ("Return!A1",)}
    assert kinds(of_rows(("3",), ("Met",))) == {"numbers typed as text": ("Return!A1",)}


def test_in_text_with_separators_every_number_is_typed_and_none_is_told():
    assert kinds(workbook(sheet(("3", 4.0)), kind="csv")) == {}


def test_a_real_date_or_an_error_is_not_also_a_date_or_number_typed_as_text():
    marks = {(1, 1): CellMark("date"), (1, 2): CellMark("error")}
    assert set(kinds(of_rows(("2026-05-14", "=HYPERLINK(1)"), marks=marks))) == {"errors"}


@pytest.mark.parametrize(("declared", "is_told"), [((5_001, 1), False), ((5_002, 1), True), ((0, 0), False)])
def test_a_sheet_that_claims_far_more_rows_than_it_uses(declared, is_told):
    assert ("formatted far beyond its last row" in kinds(of_rows(("a",), declared=declared))) is is_told


@pytest.mark.parametrize(("extra", "place"), [
    (Extra("text box", "Return", "C4", "Our answer"), "Return!C4 “Our answer”"), (Extra("text box", "", "", ""), "somewhere"),
    (Extra("text box", "Return", "", "x" * 90), "Return “" + "x" * 59 + "…”"), (Extra("picture", "Return", "B2"), "Return!B2"),
    (Extra("embedded", "Return", "", "policy.docx"), "Return policy.docx"), (Extra("link", "", "", "last.xlsx"), "last.xlsx"),
    (Extra("macros"), "somewhere"),
])  # fmt: skip
def test_what_is_no_cell_is_told_with_its_place(extra, place):
    ((places,),) = [tuple(kinds(workbook(sheet(("a",)), extras=(extra,))).values())]
    assert places == (place,)


def test_a_hundred_hazards_of_one_text_in_many_cells_are_each_a_place():
    hazards = kinds(of_rows(*[("lead@example.org",)] * 100))
    assert len(hazards["personal data"]) == 100


def test_in_a_long_sheet_each_place_is_still_told_alone():
    """Many rows are looked at together: what one of them holds is told of that one."""
    rows = [("1.1", f"Note {n}") for n in range(200)]
    rows[70], rows[150], rows[151] = ("1.1", "x" * 9_000), ("1.1", "ring 01632 960000"), ("1.1", "é 03/04/2026")
    found = kinds(of_rows(*rows))
    assert found["very long texts"] == ("Return!B71",)
    assert found["personal data"] == ("Return!B151",)


@pytest.mark.parametrize(
    ("mark", "among", "outside"),
    [
        ("error", "Error cells among the answers: {}. Not read as answers: set aside.",
         "Error cells outside the answers: {}. No answer was read from them."),
        ("lost", "Formulas without a stored value among the answers: {}. Not read as 0 or as blank: set aside.",
         "Formulas without a stored value outside the answers: {}. No answer was read from them."),
    ],
)  # fmt: skip
def test_a_cell_left_out_with_its_column_is_not_said_to_be_set_aside(mark, among, outside):
    rows = (("Ref", "Question", "Our score", "Change"), ("1.1", "A lead is named", 3, "#REF!"))
    marks = {(2, 4): CellMark(mark)}
    said = [finding.text for finding in apply.read_with(of_rows(*rows, marks=marks), profile()).findings]
    assert outside.format("Return!D2") in said
    assert not any("set aside" in text for text in said)
    both = {(2, 4): CellMark(mark), (2, 3): CellMark(mark)}
    said = [finding.text for finding in apply.read_with(of_rows(*rows, marks=both), profile()).findings]
    assert {outside.format("Return!D2"), among.format("Return!C2")} <= set(said)
