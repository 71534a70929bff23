"""What pages show of questions that others put."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import CycleId
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.operations.queries.context import Context


def questions(
    casefile: Casefile, source: QuestionFrom | None = None, cycle_id: CycleId | None = None
) -> tuple[Question, ...]:
    """Questions of one source or every, of one cycle or every, the newest first."""
    every = tables.rows(casefile, Question, order=("-asked_on",))
    return tuple(
        question for question in every if source in (None, question.source) and cycle_id in (None, question.cycle_id)
    )


def question(casefile: Casefile, question_id: int) -> Question:
    """One question by its id, or a sentence that says it is not there."""
    return tables.get(casefile, Question, question_id)


def asked_of(context: Context, question: Question) -> str:
    """Whom a question was put to."""
    return context.agency_name(question.agency_id, "The scrutineer")
