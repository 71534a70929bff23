"""Checklists held against a document: each item with its answer, and what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.checklists import ANSWERABLE, ChecklistAnswer, tally
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.framework import Framework, LineOfEnquiry
from scrutineer.domain.ids import CycleId, EvidenceId, TargetId
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.words import counted, some
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lens, lenses

DOCUMENTS = (
    EvidenceKind.DOCUMENT, EvidenceKind.REPORT, EvidenceKind.MINUTES, EvidenceKind.LETTER, EvidenceKind.REVIEW,
    EvidenceKind.RETURN,
)  # fmt: skip
_OFFERED = 200


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One item and its answer, None where it was not looked at."""

    line: LineOfEnquiry
    answer: ChecklistAnswer | None


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """One checklist held against one document, or against none yet."""

    framework: Framework
    document: Evidence | None
    rows: tuple[ChecklistRow, ...]

    @property
    def unanswered(self) -> tuple[LineOfEnquiry, ...]:
        """The items without an answer, in order."""
        return tuple(row.line for row in self.rows if row.answer is None)

    def named(self, code: str) -> TargetId:
        """The item with this code in any case, or a sentence that lists those there are."""
        for row in self.rows:
            if row.line.code.casefold() == code.casefold():
                return row.line.target
        codes = ", ".join(row.line.code for row in self.rows)
        raise UserError(f"{self.framework.short_title} has no item “{code}”.", f"Choose one of: {codes}.")

    def after(self, target: TargetId) -> TargetId | None:
        """The next item without an answer after this one, from the top again; None where every one is answered."""
        targets = [row.line.target for row in self.rows]
        place = targets.index(target) if target in targets else -1
        ahead = [*self.rows[place + 1 :], *self.rows[: place + 1]]
        return next((row.line.target for row in ahead if row.answer is None), None)

    def in_words(self) -> str:
        """“3 of 12 items answered: 2 met, 1 not met. Without an answer: R4 Effect all along the path.”"""
        answers = [row.answer for row in self.rows if row.answer is not None]
        said = f"{len(answers)} of {counted(len(self.rows), self.framework.kind.value)} answered"
        said += f": {tally(answers)}." if answers else "."
        missing = self.unanswered
        if answers and missing:
            said += f" Without an answer: {some([f'{line.code} {line.label}' for line in missing])}."
        return said


def checklists(casefile: Casefile, cycle: Cycle) -> tuple[Framework, ...]:
    """What a document can be held against in a cycle: the checklists and the functions, each edition."""
    return tuple(framework for framework in lenses(casefile, cycle) if framework.kind in ANSWERABLE)


def answered_checklists(casefile: Casefile, cycle: Cycle) -> tuple[tuple[Framework, tuple[ChecklistView, ...]], ...]:
    """Every checklist of a cycle, with each document that it was held against."""
    answers = tables.rows(casefile, ChecklistAnswer, cycle_id=cycle.id)
    items = tables.by_id(casefile, Evidence, {answer.evidence_id for answer in answers})
    every = []
    for framework in checklists(casefile, cycle):
        by_document: dict[EvidenceId, dict[TargetId, ChecklistAnswer]] = {}
        for answer in answers:
            if framework.knows(answer.target):
                by_document.setdefault(answer.evidence_id, {})[answer.target] = answer
        views = (_held_against(framework, items[item], given) for item, given in by_document.items())
        every.append((framework, tuple(views)))
    return tuple(every)


def _held_against(
    framework: Framework, document: Evidence | None, given: Mapping[TargetId, ChecklistAnswer]
) -> ChecklistView:
    rows = (ChecklistRow(line, given.get(line.target)) for line in framework.lines() if not line.context)
    return ChecklistView(framework, document, tuple(rows))


def documents(casefile: Casefile, cycle_id: CycleId) -> tuple[Evidence, ...]:
    """What can be held against a checklist: first what was, then the newest documents, at most some two hundred."""
    answers = tables.rows(casefile, ChecklistAnswer, cycle_id=cycle_id)
    begun = {answer.evidence_id for answer in answers}
    first = tables.rows(casefile, Evidence, id=begun, order=("-dated", "-id"))
    newest = tables.rows(casefile, Evidence, kind=DOCUMENTS, order=("-dated", "-id"), limit=_OFFERED)
    return (*first, *(item for item in newest if item.id not in begun))


def checklist(casefile: Casefile, context: Context, framework_id: str, evidence_id: EvidenceId | None) -> ChecklistView:
    """One checklist held against a document in this cycle. Cost: the answers of that document."""
    framework = lens(casefile, context.cycle, framework_id)
    given: dict[TargetId, ChecklistAnswer] = {}
    document = None
    if evidence_id is not None:
        document = tables.get(casefile, Evidence, evidence_id)
        rows = tables.rows(casefile, ChecklistAnswer, cycle_id=context.cycle.id, evidence_id=evidence_id)
        given = {answer.target: answer for answer in rows}
    return _held_against(framework, document, given)
