"""Layouts that nobody has sent yet, read with a mapping: what is an answer, what is set aside, what is left out."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import CellMark
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.scale import require_scale
from scrutineer.errors import UserError
from scrutineer.exchange import apply
from scrutineer.frameworks.loader import scales
from tests.exchange.made import of_rows, profile, sheet, workbook

HEADS = ("Ref", "Question", "Our score")
PLAIN = [
    ("Name of organisation:", "Fire service"),
    (),
    HEADS,
    ("A1", "A lead is named", 3),
    ("A2", "Staff know", "2-3"),
]
FULL = {
    "ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "panel": Role.MODERATED, "area": Role.AREA,
    "evidence": Role.EVIDENCE, "action": Role.IMPROVEMENT, "by when": Role.DEADLINE, "school": Role.AGENCY,
}  # fmt: skip
FULL_HEADS = ("Ref", "Question", "Our score", "Panel", "Area", "Evidence", "Action", "By when", "School")
ACROSS = {"layout": Layout.AGENCIES_ACROSS, "headings": {"ref": Role.NUMBER, "question": Role.STANDARD}}
DOWN = {"layout": Layout.STANDARDS_ACROSS, "headings": {"school": Role.AGENCY}}


def read(*rows: tuple, merges=(), marks=None, **mapping):
    return apply.read_with(of_rows(*rows, merges=merges, marks=marks), profile(**mapping))


def reasons(reading) -> dict[str, str]:
    return {item.place.split("!")[1]: item.reason for item in reading.left_out}


# One agency: a row is a standard.


def test_every_column_that_is_mapped_is_read():
    row = ("A1", "A lead is named", 3, 2, "Leadership", "Minutes", "Train more", "May 2027", "Elm")
    (answer,) = read(FULL_HEADS, row, headings=FULL).answers
    assert (answer.number, answer.standard, answer.area, answer.agency) == (
        "A1",
        "A lead is named",
        "Leadership",
        "Elm",
    )
    assert (answer.answer.level, answer.typed, answer.cell) == ("3", "3", "Return!C2")
    assert (answer.moderated.level, answer.moderated_typed, answer.moderated_cell) == ("2", "2", "Return!D2")
    assert (answer.evidence, answer.improvement, answer.deadline) == ("Minutes", "Train more", "May 2027")


def test_rows_that_are_no_answers_are_left_out_with_reasons():
    more = (("Section B: Training",), (), ("B1", "Trained", 0), ("", "Total", 3), ("Average", "", 1.7))
    reading = read(*PLAIN, *more)
    assert [a.number for a in reading.answers] == ["A1", "A2", "B1"]
    assert reasons(reading) == {
        "1": "above the headings", "3": "headings", "6": "a heading or note",
        "9": "totals or averages", "10": "totals or averages",
    }  # fmt: skip
    assert reading.answers[2].area == "Section B: Training"


def test_what_stands_above_the_headings_is_never_kept_in_words():
    """It may be the name of whoever filled it in."""
    reading = read(("Completed by", "A Person"), *PLAIN)
    assert {item.text for item in reading.left_out if item.reason == "above the headings"} == {""}


def test_headings_that_come_again_start_again():
    reading = read(*PLAIN, HEADS, ("C1", "More", 1))
    assert [a.number for a in reading.answers] == ["A1", "A2", "C1"]


def test_a_banner_directly_above_headings_is_the_area_of_what_stands_below_them():
    reading = read(("Leadership",), HEADS, ("A1", "x", 1), ("Voice",), HEADS, ("B1", "y", 2))
    assert [(a.number, a.area) for a in reading.answers] == [("A1", "Leadership"), ("B1", "Voice")]


def test_an_area_column_is_nearer_than_a_banner():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "area": Role.AREA}
    reading = read(("Ref", "Our score", "Area"), ("Part one",), ("A1", 1, "Voice"), ("A2", 2, ""), headings=heads)
    assert [a.area for a in reading.answers] == ["Voice", "Part one"]


def test_a_standard_answered_twice_and_differently_waits_for_a_person_in_both_places():
    reading = read(*PLAIN, ("A1", "A lead is named", 1))
    first, last = reading.answers[0], reading.answers[-1]
    assert (first.answer.state, last.answer.state) == (AnswerState.SET_ASIDE, AnswerState.SET_ASIDE)
    assert f"{first.cell} says “3”" in last.answer.reason
    assert f"{last.cell} says “1”" in first.answer.reason


@pytest.mark.parametrize("again", [3, None])
def test_a_standard_that_stands_twice_and_is_answered_once_or_alike_keeps_its_first_answer(again):
    reading = read(*PLAIN, ("A1", "A lead is named", again))
    assert reading.answers[0].answer.level == "3"
    assert reading.answers[-1].answer.reason == f"this standard was answered already in {reading.answers[0].cell}"


def test_a_standard_answered_on_two_sheets_waits_too():
    original, doubled = sheet(HEADS, ("A1", "x", 1)), sheet(HEADS, ("A1", "x", 1), title="Copy")
    first, second = apply.read_with(workbook(original, doubled), profile()).answers
    assert (first.answer.level, second.answer.reason) == ("1", "this standard was answered already in Return!C2")


def test_two_agencies_may_answer_one_standard():
    rows = (("Ref", "Our score", "School"), ("A1", 1, "Elm"), ("A1", 2, "Oak"))
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "school": Role.AGENCY}
    assert [a.answer.level for a in read(*rows, headings=heads).answers] == ["1", "2"]


def test_a_score_with_no_standard_beside_it_is_set_aside():
    rows = (("Ref", "Question", "Our score", "Evidence"), ("", "", 3, "x"))
    headings = {**profile().headings, "evidence": Role.EVIDENCE}
    (answer,) = read(*rows, headings=headings).answers
    assert (answer.answer.reason, answer.typed, answer.evidence) == ("no standard beside it", "3", "x")


def test_a_standard_that_was_left_blank_is_an_answer_that_waits_and_a_note_is_none():
    reading = read(HEADS, ("1.1", None, None), ("Please answer every question",))
    assert [(a.number, a.answer.reason) for a in reading.answers] == [("1.1", "blank")]
    assert reasons(reading)["3"] == "a heading or note"


def test_a_text_merged_across_the_sheet_is_a_heading_even_where_it_begins_with_a_number():
    reading = read(HEADS, ("1.1 Leadership",), ("A1", "x", 1), merges=((2, 1, 2, 3),))
    assert reasons(reading)["2"] == "a heading or note"
    assert reading.answers[0].area == "1.1 Leadership"


@pytest.mark.parametrize(("number", "words", "said"), [
    ("1.2", "Staff know", ("1.2", "Staff know")), ("", "1.2 Staff know", ("1.2", "Staff know")),
    ("", "1.2The staff know", ("1.2", "The staff know")), ("1.2", "1.2 Staff know", ("1.2", "Staff know")),
    ("Q 7", "Staff know", ("Q7", "Staff know")), ("first", "Staff know", ("first", "Staff know")), (1.1, "x", ("1.1", "x")),
    (7.0, "x", ("7", "x")),
])  # fmt: skip
def test_a_standards_number_in_a_column_of_its_own_or_before_its_words(number, words, said):
    (answer,) = read(HEADS, (number, words, 1)).answers
    assert (answer.number, answer.standard) == said


def test_two_heading_rows_are_read_as_one():
    headings = {"standard": Role.STANDARD, "score / self": Role.SELF, "score / panel": Role.MODERATED}
    rows = (("Standard", "Score", ""), ("", "Self", "Panel"), ("1.1 A lead", 2, 1), ("1.2 Staff", "n/a", ""))
    reading = read(*rows, headings=headings, merges=((1, 1, 2, 1), (1, 2, 1, 3)))
    assert (reading.answers[0].answer.level, reading.answers[0].moderated.level) == ("2", "1")
    assert reading.answers[1].answer.state is AnswerState.NOT_APPLICABLE
    assert reading.answers[1].moderated is None
    assert any("Two heading rows" in finding.text for finding in reading.findings)


def test_an_area_or_standard_merged_over_rows_belongs_to_each():
    rows = (
        ("Theme", "Q", "Expectation", "Score"),
        ("Leadership", "L1", "A lead", 3),
        ("", "L2", "Data", 1),
        ("Voice", "V1", "Heard", 2),
    )
    heads = {"theme": Role.AREA, "q": Role.NUMBER, "expectation": Role.STANDARD, "score": Role.SELF}
    reading = read(*rows, headings=heads, merges=((2, 1, 3, 1),))
    assert [(a.number, a.area) for a in reading.answers] == [
        ("L1", "Leadership"),
        ("L2", "Leadership"),
        ("V1", "Voice"),
    ]
    assert not any("Two heading rows" in finding.text for finding in reading.findings)
    twice = read(("Expectation", "Score"), ("1.1 A lead", 3), ("", 2), merges=((2, 1, 3, 1),),
                 headings={"expectation": Role.STANDARD, "score": Role.SELF})  # fmt: skip
    assert [a.answer.state for a in twice.answers] == [AnswerState.SET_ASIDE] * 2
    assert [a.standard for a in twice.answers] == ["A lead"] * 2


def test_what_stands_alone_in_a_column_beside_the_standards_is_told_and_a_banner_is_none():
    """A cell that goes on with the row above, as in a table that was pasted; a score on a line of its own."""
    heads = ("Ref", "Question", "Our score", "Evidence")
    mapping = {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "evidence": Role.EVIDENCE}
    rows = (("1.1", "A lead", 3, "Minutes"), (None, None, None, "and rota"), (None, None, 2), (None, None, "Part two"),
            ("Records",), ("1.2", "Staff know", 1))  # fmt: skip
    reading = read(heads, *rows, headings=mapping, merges=((5, 3, 5, 4),))
    told = {item.place: item.reason for item in reading.left_out if item.like_answer}
    assert told == dict.fromkeys(("Return!3", "Return!4"), "a row with no standard beside what it says")
    assert any("Return!3" in finding.text and finding.tone == "ask" for finding in reading.findings)


MERGED_HEADS = ("Ref", "Question", "Our score", "Panel", "Area", "Evidence", "Action", "By when", "School")
MERGED_ROWS = (
    ("A1", "A lead", 1, 2, "Leadership", "Minutes", "Train more", "May 2027", "Elm"),
    ("A2", "Staff know", 2),
    ("A3", "Heard", 3),
)


def merged_down(column: int):
    """Three standards whose cells of one column are merged, read with every column mapped."""
    return read(MERGED_HEADS, *MERGED_ROWS, headings=FULL, merges=((2, column, 4, column),)).answers


@pytest.mark.parametrize(("column", "field", "said"), [
    (5, "area", "Leadership"), (6, "evidence", "Minutes (merged F2:F4)"),
    (7, "improvement", "Train more (merged G2:G4)"), (8, "deadline", "May 2027"), (9, "agency", "Elm"),
])  # fmt: skip
def test_what_is_merged_over_rows_is_said_of_each_of_them(column, field, said):
    assert [getattr(answer, field) for answer in merged_down(column)] == [said] * 3


def test_a_merged_score_of_the_panel_counts_once_and_the_others_say_what_it_is_merged_with():
    first, *others = merged_down(4)
    assert (first.moderated.level, first.moderated_typed) == ("2", "2")
    for answer in others:
        assert (answer.moderated.level, answer.moderated_typed) == ("", "merged with D2, which holds “2”")
        assert answer.answer.level


def test_an_answer_merged_over_rows_by_its_colour_counts_once_like_one_in_words():
    rag = require_scale(scales(), "rag")
    marks = {(row, 3): CellMark(fill="FF0000") for row in (2, 3)}
    heads = {"ref": Role.NUMBER, "question": Role.STANDARD, "rag": Role.SELF}
    rows = (("Ref", "Question", "RAG"), ("A1", "A lead", None), ("A2", "Staff know", None))
    answers = read(*rows, headings=heads, scale=rag, marks=marks, merges=((2, 3, 3, 3),)).answers
    assert [answer.answer.level for answer in answers] == ["Red", ""]
    assert answers[1].answer.reason == "merged with C2, which has a colour"


def test_the_panels_colour_is_read_like_its_words():
    rag = require_scale(scales(), "rag")
    heads = {"ref": Role.NUMBER, "rag": Role.SELF, "panel rag": Role.MODERATED}
    marks = {(2, 3): CellMark(fill="00B050"), (3, 3): CellMark(fill="ED7D31"), (4, 3): CellMark(fill="FFFBE8")}
    rows = (("Ref", "RAG", "Panel RAG"), ("A1", "Red"), ("A2", "Red"), ("A3", "Red"))
    answers = read(*rows, headings=heads, scale=rag, marks=marks).answers
    assert [answer.moderated.level if answer.moderated else None for answer in answers] == ["Green", "", None]
    assert "orange" in answers[1].moderated_typed


def test_what_is_merged_across_is_said_of_each_column_of_its_kind_and_of_no_other():
    heads = {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "evidence": Role.EVIDENCE,
             "action": Role.IMPROVEMENT}  # fmt: skip
    rows = (("Ref", "Question", "Our score", "Evidence", "Action"), ("A1", "A lead", 3, "See the audit", None),
            ("A2", "Staff know", "see report", None, "Train"), ("1.3 They are heard", None, 2, "Minutes", None))  # fmt: skip
    both, score, words = read(*rows, headings=heads, merges=((2, 4, 2, 5), (3, 3, 3, 4), (4, 1, 4, 2))).answers
    assert (both.evidence, both.improvement) == ("See the audit (merged D2:E2)",) * 2
    assert (score.typed, score.evidence, score.improvement) == ("see report", "", "Train")
    assert (words.number, words.standard) == ("1.3", "They are heard")


def test_evidence_that_begins_in_a_column_nobody_reads_is_kept():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "office": Role.LEFT_OUT, "evidence": Role.EVIDENCE}
    rows = (("Ref", "Our score", "Office", "Evidence"), ("A1", 1, "Minutes", None))
    assert [a.evidence for a in read(*rows, headings=heads, merges=((2, 3, 2, 4),)).answers] == ["Minutes"]


def test_a_comment_on_a_merged_cell_is_kept_with_each_of_its_rows():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "evidence": Role.EVIDENCE}
    rows = (("Ref", "Our score", "Evidence"), ("A1", 1, "Minutes"), ("A2", 2, None))
    reading = read(*rows, headings=heads, merges=((2, 3, 3, 3),), marks={(2, 3): CellMark(comment="of May")})
    said = "Minutes (merged C2:C3)\nComment on C2: of May"
    assert [answer.evidence for answer in reading.answers] == [said, said]
    assert reading.overlooked == ()


def test_columns_may_stand_in_another_order_next_year():
    (answer,) = read(("Our score", "Question", "Comments", "Ref"), (3, "A lead is named", "x", "A1")).answers
    assert answer.cell == "Return!A2"


def test_a_merged_answer_and_one_in_a_comment_wait_for_a_person():
    rows = (HEADS, ("A1", "A lead", 3), ("A2", "Staff know", None), ("A3", "Heard", None))
    answers = read(*rows, merges=((2, 3, 3, 3),), marks={(4, 3): CellMark(comment="we think 2")}).answers
    assert [a.answer.reason for a in answers] == [
        "", "merged with C2, which holds “3”", "blank, with a comment: “we think 2”"]  # fmt: skip


def test_a_comment_anywhere_in_a_row_is_kept_with_its_evidence():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "evidence": Role.EVIDENCE}
    marks = {
        (2, 1): CellMark(comment="agreed\nin May"),
        (2, 2): CellMark(comment="low"),
        (3, 2): CellMark(comment="x"),
    }
    answers = read(
        ("Ref", "Our score", "Evidence"), ("A1", 1, "Minutes"), ("A2", 2, None), headings=heads, marks=marks
    ).answers
    assert [a.evidence for a in answers] == [
        "Minutes\nComment on A2: agreed in May\nComment on B2: low", "Comment on B3: x"]  # fmt: skip


@pytest.mark.parametrize(("kind", "reason"), [
    ("lost", "a formula without a stored value"), ("error", "an error in the workbook: #REF!"), ("date", "a date, not an answer"),
])  # fmt: skip
def test_what_a_workbook_itself_says_is_no_answer_waits(kind, reason):
    value = None if kind == "lost" else "#REF!" if kind == "error" else "2026-01-03"
    (answer,) = read(HEADS, ("A1", "x", value), marks={(2, 3): CellMark(kind)}).answers
    assert answer.answer.reason == reason


def test_a_mapping_without_a_column_of_answers_is_asked_for_one():
    with pytest.raises(UserError, match="names no column of self-assessments"):
        read(HEADS, ("A1", "x", 1), headings={"ref": Role.NUMBER})


def test_a_moderated_cell_that_cannot_be_read_waits_beside_the_own_answer():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "panel": Role.MODERATED}
    (answer,) = read(("Ref", "Our score", "Panel"), ("A1", 3, "2 or 3"), headings=heads).answers
    assert answer.answer.level == "3"
    assert (answer.moderated.state, answer.moderated_typed) == (AnswerState.SET_ASIDE, "2 or 3")


def test_a_cross_under_one_column_a_level():
    rows = [
        ("Ref", "Question", "Not met", "Partly met", "Fully met", "N/A"),
        ("A1", "A lead is named", None, None, "x", None),
        ("A2", "Staff know", "✓", "✓", None, None),
        ("A3", "Children are heard", None, None, None, None),
        ("A4", "Families are told", None, "mostly, see the audit", None, None),
        ("A5", "Night shifts", None, None, None, "Yes"),
    ]
    crossed = {"not met": "0", "partly met": "1", "fully met": "3", "n/a": "n/a"}
    answers = read(*rows, headings={"ref": Role.NUMBER, "question": Role.STANDARD}, level_columns=crossed).answers
    assert [(a.answer.state, a.answer.level, a.cell) for a in answers] == [
        (AnswerState.ANSWERED, "3", "Return!E2"),
        (AnswerState.SET_ASIDE, "", "Return!C3"),
        (AnswerState.SET_ASIDE, "", "Return!C4"),
        (AnswerState.SET_ASIDE, "", "Return!D5"),
        (AnswerState.NOT_APPLICABLE, "", "Return!F6"),
    ]
    assert [a.answer.reason for a in answers[1:4]] == [
        "more than one column is crossed", "no column is crossed", "“mostly, see the audit” where a cross was meant"]  # fmt: skip
    assert answers[1].typed == "C: ✓ D: ✓"


# Agencies or standards across.


def test_a_formula_without_its_value_is_no_cross_and_says_so():
    rows = (("Ref", "Question", "Met", "Not met"), ("1.1", "A lead", None, None))
    marks = {(2, 3): CellMark("lost")}
    heads = {"ref": Role.NUMBER, "question": Role.STANDARD}
    levels = {"met": "3", "not met": "0"}
    (answer,) = read(*rows, headings=heads, level_columns=levels, marks=marks).answers
    assert answer.answer.reason == "a formula without a stored value"


def test_matrices_both_ways():
    across = read(("Standard", "Police", "Health"), ("1.1 A lead", 3, "n/a"), ("1.2 Staff", "2/3", ""),
                  layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD})  # fmt: skip
    assert [(a.agency, a.number, a.answer.state.value) for a in across.answers] == [
        ("Police", "1.1", "answered"), ("Health", "1.1", "not applicable"), ("Police", "1.2", "set aside"), ("Health", "1.2", "set aside"),
    ]  # fmt: skip
    down = read(("School", "1.1", "1.2"), ("Elm", 1, 2), ("Oak", "", ""), ("Mean", 1, 2), **DOWN)
    assert [(a.agency, a.number, a.answer.level) for a in down.answers[:2]] == [
        ("Elm", "1.1", "1"),
        ("Elm", "1.2", "2"),
    ]
    assert {a.answer.reason for a in down.answers if a.agency == "Oak"} == {"nothing answered in this row"}
    assert reasons(down)["4"] == "totals or averages"


def test_a_row_of_a_matrix_with_no_answer_in_any_column_is_a_heading():
    reading = read(("Ref", "Question", "Police", "ICB"), ("", "Leadership"), ("1", "x", 3, 2), **ACROSS)
    assert reasons(reading)["2"] == "a heading or note"
    assert {a.area for a in reading.answers} == {"Leadership"}


def test_a_row_answered_by_colour_alone_is_answered():
    reading = read(("Ref", "Question", "Police", "ICB"), ("1", "x"), marks={(2, 4): CellMark(fill="00B050")}, **ACROSS)
    assert [a.agency for a in reading.answers] == ["Police", "ICB"]


def test_a_row_that_names_no_school_is_left_out():
    reading = read(("School", "1.1", "1.2"), ("", 1, 2), **DOWN)
    assert reasons(reading)["2"] == "no agency or school named in the row"
    assert reading.answers == ()


def test_one_blank_answer_of_a_school_is_blank_and_not_silence():
    reading = read(("School", "1.1 A lead", "1.2 Staff"), ("Elm", 1, None), **DOWN)
    assert [(a.standard, a.answer.reason) for a in reading.answers] == [("A lead", ""), ("Staff", "blank")]


def test_self_and_moderated_under_each_agency():
    rows = [
        (None, None, "Police", None, "Health", None, "Housing"),
        ("Ref", "Question", "Self", "Moderated", "Self", "Moderated", "Self"),
        ("A1", "A lead is named", 3, 2, 1, None, 0),
    ]
    answers = read(*rows, merges=((1, 3, 1, 4), (1, 5, 1, 6)), **ACROSS).answers
    said = [(a.agency, a.answer.level, a.moderated.level if a.moderated else None, a.cell) for a in answers]
    assert said == [
        ("Police", "3", "2", "Return!C3"), ("Health", "1", None, "Return!E3"), ("Housing", "0", None, "Return!G3")]  # fmt: skip


def test_evidence_under_each_agency_is_its_own():
    rows = ((None, None, "Police", None, "ICB", None), ("Ref", "Question", "Self", "Evidence", "Self", "Evidence"),
            ("A1", "x", 3, "Audit", 1, None))  # fmt: skip
    answers = read(*rows, merges=((1, 3, 1, 4), (1, 5, 1, 6)), **ACROSS).answers
    assert [(a.agency, a.evidence) for a in answers] == [("Police", "Audit"), ("ICB", "")]


@pytest.mark.parametrize(("mapping", "rows"), [
    (ACROSS | {"headings": {"standard": Role.STANDARD}}, [("Standard", "Police", "Health"), ("1.1 A lead", 3, 2)]),
    (DOWN, [("School", "1.1", "1.2"), ("Elm", 3, 2)]),
])  # fmt: skip
def test_a_comment_on_an_answer_is_kept_with_that_answer_alone(mapping, rows):
    reading = read(*rows, marks={(2, 2): CellMark(comment="Only at night")}, **mapping)
    assert [answer.evidence for answer in reading.answers] == ["Comment on B2: Only at night", ""]


# Which sheets are read, and whose they are.


def test_hidden_sheets_are_left_out_and_said():
    secret = sheet(HEADS, ("A2", "Hidden", 3), title="Secret", visible=False)
    reading = apply.read_with(workbook(sheet(HEADS, ("A1", "A lead", 1)), secret), profile())
    assert [a.number for a in reading.answers] == ["A1"]
    assert any("Secret" in finding.text for finding in reading.findings)
    assert {item.reason for item in reading.left_out} == {"headings", "a hidden sheet"}


def test_sheets_that_a_mapping_does_not_name_are_left_out():
    book = workbook(sheet(HEADS, ("A1", "x", 1)), sheet(HEADS, ("A2", "y", 2), title="Draft"))
    reading = apply.read_with(book, profile(sheets=("Return",)))
    assert [a.number for a in reading.answers] == ["A1"]
    assert {item.reason for item in reading.left_out if item.place.startswith("Draft")} == {
        "a sheet without these headings"}  # fmt: skip


def test_one_sheet_an_agency():
    sheets = [sheet(HEADS, ("A1", "A lead", n), title=name) for n, name in enumerate(("Police", "Fire service"))]
    answers = apply.read_with(workbook(*sheets), profile(agency_by_sheet=True)).answers
    assert [(a.agency, a.answer.level) for a in answers] == [("Police", "0"), ("Fire service", "1")]


def test_a_mapping_that_fits_nothing_says_what_it_looked_for():
    with pytest.raises(UserError, match="fits no sheet") as refused:
        read(("x", "y"), (1, 2))
    assert "“our score”" in refused.value.advice


# What a return says of itself.


@pytest.mark.parametrize(("row", "agency", "where"), [
    (("Organisation:", "Fire service"), "Fire service", "Return!B1"),
    (("Organisation: Fire service",), "Fire service", "Return!A1"),
    (("Organisation", None, "Fire service"), "Fire service", "Return!C1"),
    (("ORGANISATION:", 7), "7", "Return!B1"), (("Organisation:",), "", ""), (("Agency", "Fire service"), "", ""),
])  # fmt: skip
def test_the_agency_stands_behind_its_label(row, agency, where):
    reading = read(row, HEADS, ("A1", "x", 1), agency_label="Organisation")
    assert (reading.agency, reading.agency_from) == (agency, where)


def test_without_a_label_nobody_is_named():
    assert read(*PLAIN).agency == ""


@pytest.mark.parametrize(("typed", "habit", "expected"), [
    ("03/04/2026", "", None), ("03/04/2026", "day first", "2026-04-03"), ("03/04/2026", "month first", "2026-03-04"),
    ("14/05/2026", "", "2026-05-14"), ("04.04.2026", "", "2026-04-04"), ("soon", "", None), ("2026-05-14", "", "2026-05-14"),
])  # fmt: skip
def test_a_date_that_could_be_either_waits_for_the_habit(typed, habit, expected):
    rows = [("Date of return:", typed), (), HEADS, ("A1", "A lead", 3)]
    day = read(*rows, returned_label="Date of return:", date_habit=habit).returned_on
    assert (day.isoformat() if day else None) == expected


@pytest.mark.parametrize(("label", "text", "shared"), [
    ("Partnerships covered", "Testshire and Northmoor", True), ("Which boards", "Testshire, Northmoor", True),
    ("Local authorities", "Testshire / Northmoor", True), ("Partnership", "Testshire", False),
    ("Organisation", "Police and Fire", False),
])  # fmt: skip
def test_a_return_for_several_partnerships_says_so(label, text, shared):
    said = read((label, text), HEADS, ("A1", "x", 1)).shared
    assert said == (f"“{label} {text}” (Return!B1)" if shared else "")


def test_what_stands_below_the_headings_says_nothing_of_whose_return_it_is():
    assert read(HEADS, ("A1", "x", 1), ("Boards", "Testshire and Northmoor", 1)).shared == ""


CELLS = st.one_of(
    st.none(), st.integers(-1, 4), st.floats(0, 3), st.booleans(),
    st.sampled_from([*HEADS, "Total", "1.1", "1.2 Staff know", "n/a", "2-3", "Leadership", "x", "=1+1", "Please select", "é"]),
)  # fmt: skip
MAPPINGS = st.sampled_from([
    {}, ACROSS, {"layout": Layout.STANDARDS_ACROSS, "headings": {"ref": Role.AGENCY}},
    {"headings": {"ref": Role.NUMBER}, "level_columns": {"our score": "3", "question": "0"}},
])  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=12), place=st.integers(0, 12), mapping=MAPPINGS)
def test_every_row_of_any_sheet_is_an_answer_or_is_left_out_with_a_reason(rows, place, mapping):
    """The promise of a preview: what was read is what is stored, set aside or left out, and no row is lost."""
    rows.insert(min(place, len(rows)), list(HEADS))
    book = of_rows(*map(tuple, rows))
    reading = apply.read_with(book, profile(**mapping))
    used = {f"Return!{row}" for row in book.sheets[0].rows()}
    left = Counter(item.place for item in reading.left_out)
    answered = {f"Return!{answer.cell.split('!')[1].lstrip('ABCDE')}" for answer in reading.answers}
    assert used == set(left) | answered
    assert not set(left) & answered
    assert max(left.values()) == 1
    assert all(item.reason for item in reading.left_out)
    assert all(a.answer.reason for a in reading.answers if a.answer.state is AnswerState.SET_ASIDE)
    assert all(
        a.answer.level in {"0", "1", "2", "3"} for a in reading.answers if a.answer.state is AnswerState.ANSWERED
    )
    keys = Counter((a.agency, a.number, a.standard) for a in reading.answers
                   if a.answer.state is not AnswerState.SET_ASIDE and (a.number or a.standard))  # fmt: skip
    assert max(keys.values(), default=0) <= 1


def test_words_of_another_table_beside_it_are_no_evidence_of_this_one():
    heads = ("Ref", "Our score", "Evidence", "Ref", "Our score", "Evidence")
    rows = (heads, ("A1", 3, "Minutes", "B1", 1, "Rota"), ("A2", 2, None, "B2", 0, "Sign-in log"))
    mapping = profile(headings={"ref": Role.NUMBER, "our score": Role.SELF, "evidence": Role.EVIDENCE})
    book = workbook(sheet(*rows))
    asked = apply.read_with(book, mapping)
    assert [question.kind for question in asked.questions] == ["column ref", "column our score", "column evidence"]
    assert [answer.evidence for answer in asked.answers] == ["Minutes", ""]
    beside = apply.read_with(book, mapping, {"column ref": "D", "column our score": "E", "column evidence": "F"})
    assert [(a.number, a.answer.level, a.evidence) for a in beside.answers] == [
        ("B1", "1", "Rota"),
        ("B2", "0", "Sign-in log"),
    ]
    assert beside.questions == ()


def test_words_under_several_headings_are_kept_together():
    heads = {"ref": Role.NUMBER, "our score": Role.SELF, "evidence": Role.EVIDENCE, "more evidence": Role.EVIDENCE}
    reading = read(("Ref", "Our score", "Evidence", "More evidence"), ("A1", 3, "Minutes", "Rota"), headings=heads)
    assert (reading.answers[0].evidence, reading.questions) == ("Minutes\nRota", ())
