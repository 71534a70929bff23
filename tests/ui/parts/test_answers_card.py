"""Each answer by standard: the cell chosen in words, what was noticed, and the decision on what waits."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.ui.destinations import ToAgencyReturns, ToReturns
from scrutineer.ui.pages import CHALLENGES
from tests.ui.conftest import go

MATRIX = "Returns by agency"


@pytest.fixture
def at(at_example):
    """Somebody at the matrix of the worked example."""
    go(at_example, ToReturns())
    return at_example


def waiting(at) -> list[SelfAssessment]:
    return [one for one in tables.rows(at.top.casefile, SelfAssessment) if one.status is AnswerStatus.SET_ASIDE]


def test_an_answer_chosen_says_its_cell_its_words_and_what_it_bears_on(at):
    at.pick_place(MATRIX, 2, column=3)
    at.sees("From ")
    words = at.words()
    assert "Bears on Step " in words
    assert "Said " in words


def test_a_set_aside_answer_is_decided_with_a_reason(at):
    police = next(agency for agency in at.top.workspace.session.context.agencies if agency.name == "Police")
    go(at, ToAgencyReturns(police.id))
    before = waiting(at)
    at.choose("Your decision", "Not applicable")
    at.write("Reason", "Telephone call")
    at.press("Record decision")
    (decided,) = [one for one in before if one not in waiting(at)]
    assert decided.agency_id == police.id
    now = tables.get(at.top.casefile, SelfAssessment, decided.id)
    assert (now.status, now.reason) == (AnswerStatus.DECIDED, "Telephone call")


def test_a_decision_without_a_reason_is_refused(at):
    police = next(agency for agency in at.top.workspace.session.context.agencies if agency.name == "Police")
    go(at, ToAgencyReturns(police.id))
    before = waiting(at)
    at.press("Record decision")
    assert waiting(at) == before
    at.sees("Choose what you decide.")
    at.sees("Say what you relied on.")


def test_a_challenge_is_raised_from_an_answer(at):
    at.pick_place(MATRIX, 2, column=3)
    at.press("Raise a challenge")
    assert at.top.workspace.page is CHALLENGES
    assert "Own answer to 1.2" in at.text("Why")
    assert at.within(at.top.workspace.panel().form).chosen("Agency") == "Hospital trust"
    assert at.chosen("Step or line").startswith("2e ")


def test_what_is_noticed_narrows_the_matrix_and_every_answer_comes_back(at):
    every = at.rows(MATRIX)
    for noticed in at.choices("Show answers")[1:]:
        at.choose("Show answers", noticed)
        assert 1 < len(at.rows(MATRIX)) <= len(every)
    lower = next(words for words in at.choices("Show answers") if "moderated" in words and "lower" in words)
    at.choose("Show answers", lower)
    assert len(at.rows(MATRIX)) < len(every)
    at.choose("Show answers", "Every answer")
    assert at.rows(MATRIX) == every


def test_nothing_chosen_says_what_to_do(at):
    at.tab("Voluntary sector  1")
    at.sees("Choose an answer to see its cell, its words and what it bears on.")


def test_the_cell_chosen_stays_chosen_when_the_page_is_read_again(at):
    at.pick_place(MATRIX, 2, column=3)
    words = at.words()
    at.top.workspace.panel().refresh()
    assert at.words() == words
    assert at.selected(MATRIX)[0].startswith("1.2 ")


@pytest.mark.parametrize(
    ("row", "column", "head", "said"),
    [
        (0, 1, "Police, Section 11, 2026", "Received 14 May 26. It was due on 30 September 2026."),
        (3, 0, "Children's services, Section 11, 2026", "past its day. It was due on 30 September 2026."),
        (3, 9, "Not asked", "Fire service, Cafcass, VCS forum, Schools forum, Hillcrest Academy."),
    ],
)
def test_where_there_is_no_answer_it_says_what_came_of_the_return(at, row, column, head, said):
    index = at.list(MATRIX).model().index(row, column)
    at.list(MATRIX).setCurrentIndex(index)
    at.sees(head)
    at.sees(said)
    assert not at.has("Raise a challenge")


def test_enter_does_the_first_act_and_on_what_waits_leads_to_the_decision(at):
    at.pick_place(MATRIX, 4, column=5)
    at.keys("Return")
    assert at.combo("Your decision").hasFocus()


def test_an_answer_becomes_an_item_of_evidence_on_its_line_once_its_bearing_is_said(at):
    casefile = at.top.casefile
    before, linked = len(tables.rows(casefile, Evidence)), len(tables.rows(casefile, Link))
    at.pick_place(MATRIX, 10, column=1)
    at.press("Link as evidence")
    at.sees("To Step 3, Voice of children and families, line 3c:")
    assert len(tables.rows(casefile, Evidence)) == before
    at.press("Bearing: Contradicts")
    item, link = tables.rows(casefile, Evidence)[-1], tables.rows(casefile, Link)[-1]
    assert (item.kind, item.dated) == (EvidenceKind.RETURN, date(2026, 5, 14))
    assert item.title == "Police, 4.1 Children's views changed a service in the last year"
    assert "Section 11!F35" in item.text
    assert (link.evidence_id, link.target, link.bearing) == (item.id, "six-steps:3c", Bearing.CONTRADICTS)
    at.press("Undo, Ctrl+Z")
    assert len(tables.rows(casefile, Evidence)) == before
    assert len(tables.rows(casefile, Link)) == linked


def test_what_was_set_aside_is_no_evidence_and_leaving_it_records_nothing(at):
    casefile = at.top.casefile
    before = len(tables.rows(casefile, Evidence))
    at.pick_place(MATRIX, 4, column=5)
    assert not at.has("Link as evidence")
    at.pick_place(MATRIX, 10, column=1)
    at.press("Link as evidence")
    at.keys("Right", "Right")
    at.press("Leave it")
    assert at.button("Link as evidence").hasFocus()
    assert len(tables.rows(casefile, Evidence)) == before
