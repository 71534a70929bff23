"""The one table on Returns: who has a column, what each column says of what came, and blocks in place of silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.ids import AgencyId, CycleId, ReturnId
from scrutineer.domain.partnership import Agency, AgencyKind
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.operations.queries.expected import ExpectedCell, ExpectedRow, Standing
from scrutineer.operations.queries.returns import StandardRow
from scrutineer.ui.parts.return_cells import Columns, columns_of, returns_table

TODAY, DUE = date(2026, 11, 20), date(2026, 9, 30)
CAME = ExpectedCell(Standing.RECEIVED, date(2026, 5, 14), DUE, asked=True)
OVERDUE = ExpectedCell(Standing.OVERDUE, None, DUE, 51, asked=True)
NOT_ASKED = ExpectedCell(Standing.NOT_ASKED)


def agency(number: int, kind: AgencyKind = AgencyKind.RELEVANT) -> Agency:
    return Agency(id=AgencyId(number), name=f"Agency {number}", kind=kind)


def asked(*cells: ExpectedCell) -> ExpectedRow:
    return ExpectedRow("Section 11", dict(enumerate(cells, 1)))


def answer(number: int, level: str = "2", **more: str) -> SelfAssessment:
    return SelfAssessment(
        return_id=ReturnId(1), agency_id=AgencyId(number), cycle_id=CycleId(1), profile="Section 11", number="1.1",
        standard="A lead", status=AnswerStatus.ANSWERED, level=level, word="Mostly in place", **more,
    )  # fmt: skip


def standards(*answers: SelfAssessment) -> list[StandardRow]:
    return [
        StandardRow("1.1", "A lead", "", {held.agency_id: held for held in answers}),
        StandardRow("1.2", "", "", {}),
    ]


def test_those_who_were_asked_come_first_and_the_others_are_one_quiet_block():
    request, agencies = asked(NOT_ASKED, CAME, NOT_ASKED, OVERDUE), [agency(number) for number in range(1, 5)]
    columns = columns_of(request, agencies)
    assert [held.name for held in columns.every] == ["Agency 2", "Agency 4", "Agency 1", "Agency 3"]
    shown = returns_table(request, columns, standards(answer(2)), None, TODAY)
    assert shown.heads == ["Received", "1.1 A lead", "1.2"]
    assert [(span.row, span.column, span.rows, span.columns) for span in shown.spans] == [(1, 1, 2, 1), (0, 2, 3, 2)]
    assert {row[1].words for row in shown.cells[1:]} == {"No return"}
    assert {row[2].words for row in shown.cells} == {"Not asked"}
    assert shown.cells[2][0].words == "No answer"


@pytest.mark.parametrize(
    ("cell", "words", "spoken"),
    [
        (CAME, "✓ 14 May", "received 14 May"),
        (ExpectedCell(Standing.LATE, date(2026, 10, 2), DUE, 2, asked=True), "✓ 2 Oct !", "received 2 Oct, 2 days late"),
        (OVERDUE, "! 51 days", "not received, 51 days past its day"),
        (ExpectedCell(Standing.AWAITED, None, TODAY + timedelta(56), asked=True), "By 15 Jan", "asked for by 15 Jan, not received yet"),
        (ExpectedCell(Standing.AWAITED, asked=True), "Asked", "asked for, not received yet"),
        (ExpectedCell(Standing.RECEIVED, date(2025, 5, 14)), "✓ 14 May 25", "received 14 May 25"),
    ],
)  # fmt: skip
def test_what_came_is_said_by_a_sign_and_in_words(cell, words, spoken):
    shown = returns_table(asked(cell), Columns((agency(1),), ()), [], None, TODAY)
    assert [[(held.words, held.spoken) for held in row] for row in shown.cells] == [[(words, spoken)]]


def test_what_is_not_due_yet_is_no_missing_return():
    awaited = ExpectedCell(Standing.AWAITED, None, TODAY + timedelta(56), asked=True)
    shown = returns_table(asked(awaited), Columns((agency(1),), ()), standards(), None, TODAY)
    assert shown.cells[1][0].words == "Not in yet"


def test_a_moderated_answer_says_both():
    moderated = answer(1, moderated="1", moderated_word="Partly in place")
    shown = returns_table(asked(CAME), Columns((agency(1),), ()), standards(moderated), None, TODAY)
    cell = shown.cells[1][0]
    assert (cell.words, cell.moderated) == ("2", "1")
    assert cell.spoken == "Mostly in place, moderated to Partly in place"


@given(
    kinds=st.lists(st.sampled_from([AgencyKind.RELEVANT, AgencyKind.EDUCATION]), max_size=80),
    data=st.data(),
)
def test_everyone_who_was_asked_has_a_column_and_nobody_is_lost(kinds, data):
    agencies = [agency(number, kind) for number, kind in enumerate(kinds, 1)]
    cells = [data.draw(st.sampled_from([NOT_ASKED, CAME, OVERDUE])) for _ in agencies]
    columns = columns_of(asked(*cells), agencies)
    assert [held.id for held in columns.busy] == [n for n, cell in enumerate(cells, 1) if cell is not NOT_ASKED]
    assert len(columns.every) + columns.more == len(agencies)
    assert not {held.id for held in columns.busy} & {held.id for held in columns.quiet}
    if len(agencies) > 13:
        assert len(columns.every) <= max(16, len(columns.busy) + 1)
        assert all(held.kind is not AgencyKind.EDUCATION for held in columns.quiet)


def test_a_hundred_schools_nobody_asked_do_not_push_the_others_out_of_sight():
    schools = [agency(number, AgencyKind.EDUCATION) for number in range(10, 110)]
    request = ExpectedRow("Section 11", {number: CAME if number < 10 else NOT_ASKED for number in range(1, 110)})
    columns = columns_of(request, [*(agency(number) for number in range(1, 10)), *schools])
    assert (len(columns.busy), columns.quiet, columns.more) == (9, (), 100)
