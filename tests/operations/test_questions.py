"""Questions that others put are kept with their replies, one entry and one undo each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.ids import CycleId
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, questions
from scrutineer.operations.queries import questions as asked
from scrutineer.operations.queries.context import read_context


def ask(casefile, words: str = "Who sees them?", source: QuestionFrom = QuestionFrom.COMMITTEE) -> Question:
    question = Question(cycle_id=CycleId(0), source=source, asked_on=date(2026, 9, 1), question=words)
    return tables.get(casefile, Question, questions.add_question(casefile, question=question).value)


def test_a_question_is_of_the_cycle_under_way_and_its_reply_is_one_undo(casefile):
    kept = ask(casefile)
    assert kept.cycle_id == read_context(casefile).cycle.id
    reply = replace(kept, reply=" The nurse does. \n", replied_on=date(2026, 9, 20))
    assert questions.change_question(casefile, question=reply).label == "Question recorded"
    assert tables.get(casefile, Question, kept.id).reply == "The nurse does."
    casefiles.undo(casefile)
    assert tables.get(casefile, Question, kept.id) == kept


def test_each_asker_has_questions_of_their_own(casefile):
    ask(casefile)
    young = ask(casefile, "Why again?", QuestionFrom.YOUNG)
    assert asked.questions(casefile, QuestionFrom.YOUNG) == (young,)
    assert len(asked.questions(casefile)) == 2


@pytest.mark.parametrize("said", [{"question": " "}, {"targets": ("six-steps:9z",)}])
def test_what_says_nothing_or_bears_on_nothing_known_is_refused(casefile, said):
    with pytest.raises(UserError):
        questions.add_question(casefile, question=replace(
            Question(cycle_id=CycleId(0), source=QuestionFrom.OTHER, asked_on=date(2026, 9, 1), question="x"), **said
        ))  # fmt: skip
    assert asked.questions(casefile) == ()


def test_taking_one_away_is_undone(casefile):
    kept = ask(casefile)
    questions.take_question_away(casefile, question=kept)
    assert asked.questions(casefile) == ()
    casefiles.undo(casefile)
    assert asked.questions(casefile) == (kept,)
