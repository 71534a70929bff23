"""One standard answered twice: by two sheets, two rows, or a number that lost its last nought."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import Workbook
from scrutineer.exchange import apply, doubled
from tests.exchange.made import profile, sheet, workbook

HEADS = ("Ref", "Question", "Our score")


def audit(*rows: tuple, title: str = "Audit"):
    return sheet(HEADS, *rows, title=title)


def read(book: Workbook, **chosen: str):
    return apply.read_with(book, profile(), chosen)


def test_two_sheets_that_differ_are_asked_about_and_two_alike_are_not():
    last, draft = audit(("A1", "A lead", 3), ("A2", "Time", 2)), audit(("A1", "A lead", 1), title="Draft")
    (question,) = read(workbook(last, draft)).questions
    assert (question.kind, [key for key, _ in question.choices]) == (doubled.SHEET, ["Audit", "Draft"])
    assert read(workbook(last, audit(("A1", "A lead", 3), title="Copy"))).questions == ()


def test_the_chosen_sheet_is_read_and_the_other_left_out_with_its_cells():
    book = workbook(audit(("A1", "A lead", 3), ("A2", "Time", 2)), audit(("A1", "A lead", 1), title="Draft"))
    reading = read(book, sheet="Draft")
    assert {given.cell: given.answer.level for given in reading.answers} == {"Draft!C2": "1", "Audit!C3": "2"}
    assert ("Audit!C2", "3") in {(left.place, left.text) for left in reading.left_out}
    assert reading.questions == ()


def test_sheets_that_are_each_an_agencys_are_no_rivals():
    book = workbook(audit(("A1", "A lead", 3), title="Police"), audit(("A1", "A lead", 1), title="Housing"))
    reading = apply.read_with(book, profile(agency_by_sheet=True))
    assert reading.questions == ()
    assert [given.answer.level for given in reading.answers] == ["3", "1"]


def test_a_number_that_lost_its_last_nought_waits_in_both_places():
    rows = [(f"1.{number}", f"Standard {number}", 2) for number in range(1, 10)]
    answers = read(workbook(audit(*rows, (1.1, "Standard 10", 3), ("1.11", "Standard 11", 1)))).answers
    waits = {given.standard for given in answers if given.answer.state is AnswerState.SET_ASIDE}
    assert waits == {"Standard 1", "Standard 10"}


def test_parts_of_one_standard_with_one_number_are_parts():
    answers = read(workbook(audit(("1.1", "(a) a lead", 3), ("1.1", "(b) a deputy", 2)))).answers
    assert [given.answer.level for given in answers] == ["3", "2"]


@given(st.lists(st.tuples(st.sampled_from(["A1", "A2", "A3"]), st.sampled_from(["", 0, 1, 2, 3, "x"])), max_size=8))
def test_no_two_answers_that_differ_are_both_stored_and_none_is_lost(rows):
    reading = read(workbook(audit(*((number, f"Standard {number}", score) for number, score in rows))))
    assert len(reading.answers) + sum("heading" not in left.reason for left in reading.left_out) == len(rows)
    for number in {number for number, _ in rows}:
        stored = [a for a in reading.answers if a.number == number and a.answer.state is AnswerState.ANSWERED]
        assert len(stored) <= 1
        typed = {str(score) for ref, score in rows if ref == number and score != ""}
        assert bool(stored) == (len(typed) == 1 and typed != {"x"})
