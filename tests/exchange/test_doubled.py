"""One standard answered twice: by two sheets, two rows, or a number that lost its last nought."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledgers import Contribution, Ledger, LogEntry
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


def paid(typed: str, cell: str, partner: str = "Police", year: str = "2024-25") -> Contribution:
    amount = float(typed) if typed.isdecimal() else None
    reason = "" if amount is not None else "no sum"
    return Contribution(partner=partner, year=year, amount=amount, typed=typed, cell=cell, reason=reason)


def apart(*rows: Ledger) -> list[str]:
    return [row.reason for row in doubled.rows_apart(rows, lambda row: row.key)]


def test_two_sums_for_one_partner_and_year_both_wait_and_each_says_the_other():
    said = apart(paid("100", "B2"), paid("5", "B3", "Council"), paid("250", "B4"))
    assert said == ["Police, 2024-25 stands twice, and differently: B4 says “250”", "",
                    "Police, 2024-25 stands twice, and differently: B2 says “100”"]  # fmt: skip


def test_the_same_sum_twice_is_taken_once_and_a_blank_says_nothing():
    assert apart(paid("100", "B2"), paid("100", "B3")) == ["", "the same as B2"]
    assert apart(paid("", "B2"), paid("100", "B3")) == ["no sum", ""]


def test_a_sum_beside_words_for_the_same_year_waits_too():
    assert apart(paid("100", "B2"), paid("tbc", "B3"))[0].endswith("B3 says “tbc”")


def test_two_questions_under_one_number_of_a_log_both_wait():
    first = LogEntry(number="4", raised_typed="1 May 2026", raised_on=None, put_to="", question="Why?", cell="B2")
    assert apart(first, replace(first, cell="B3")) == ["", "the same as B2"]
    assert all("differently" in why for why in apart(first, replace(first, question="How many?", cell="B3")))


@given(
    st.lists(st.tuples(st.sampled_from(["Police", "Council"]), st.sampled_from(["100", "250", "tbc", ""])), max_size=8)
)
def test_whatever_stands_where_no_two_rows_that_are_taken_meet_and_differ(filled):
    rows = [paid(typed, f"B{number}", partner) for number, (partner, typed) in enumerate(filled)]
    taken = [row.key for row in doubled.rows_apart(rows, lambda row: row.key) if not row.reason]
    assert len(set(taken)) == len(taken)
    for partner in ("Police", "Council"):
        said = {typed for whose, typed in filled if whose == partner and typed}
        assert (len(said) == 1 and said != {"tbc"}) == any(key[0] == partner.casefold() for key in taken)
