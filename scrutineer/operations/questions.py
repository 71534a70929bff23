"""Questions that others put, with the replies to them: the committee's, young scrutineers', anybody's."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import CycleId
from scrutineer.domain.outcomes import require_words
from scrutineer.domain.questions import Question
from scrutineer.domain.words import shortened
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def add_question(casefile: Casefile, *, question: Question, progress: Progress = SILENT) -> Outcome[int]:
    """Keep a question in the cycle under way, unless it names another; its reply may be there already."""
    progress.step(0, 1, "Keeping the question")
    context = read_context(casefile)
    context.known_targets(question.targets)
    kept = _cleaned(replace(question, id=0, cycle_id=question.cycle_id or CycleId(context.cycle.id)))
    with casefile.transact(f"Keep the question “{shortened(kept.question, 60)}”") as changes:
        new = tables.insert(casefile, kept)
    return Outcome(new, changes.kinds, "Question kept")


def change_question(casefile: Casefile, *, question: Question, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of a question: its reply, its day, what was done because of it."""
    progress.step(0, 1, "Recording the question")
    kept = tables.get(casefile, Question, question.id)
    read_context(casefile).known_targets(question.targets, kept.targets)
    label = "Answer a question" if question.is_answered and not kept.is_answered else "Change a question"
    with casefile.transact(label) as changes:
        tables.update(casefile, _cleaned(question))
    return changes.outcome(None, "Question recorded")


def take_question_away(casefile: Casefile, *, question: Question, progress: Progress = SILENT) -> Outcome[None]:
    """Take a question away with its reply; undo brings it back."""
    progress.step(0, 1, "Taking the question away")
    with casefile.transact("Take a question away") as changes:
        tables.delete(casefile, Question, question.id)
    return Outcome(None, changes.kinds, "Question taken away")


def _cleaned(question: Question) -> Question:
    return replace(
        question, question=require_words(question.question, "question"), asker=" ".join(question.asker.split()),
        reply=question.reply.strip(), did=question.did.strip(),
    )  # fmt: skip
