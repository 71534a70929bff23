"""Checklists that are answered: what a document holds of what it should, item by item, with the page and the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.framework import Framework, FrameworkKind
from scrutineer.domain.held import Held
from scrutineer.domain.ids import CycleId, EvidenceId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Line, Stamp, is_blank
from scrutineer.errors import UserError


class Met(Enum):
    """How far an item of a checklist is met. An item that was not looked at has no answer at all."""

    MET = "met"
    PARTLY = "partly met"
    NOT = "not met"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistAnswer:
    """What the scrutineer found of one item in one document; `words` are the document's own."""

    id: int = 0
    cycle_id: CycleId
    evidence_id: EvidenceId
    target: TargetId
    met: Met
    place: Line = ""
    words: str = ""
    note: str = ""
    author: Line = ""
    made: Stamp = ""
    marking: Marking = Marking.PARTNER

    @property
    def is_clear(self) -> bool:
        """Whether it says where the document shows it, or in which words: what can be looked up again."""
        return not (is_blank(self.place) and is_blank(self.words))


ANSWERABLE = frozenset({FrameworkKind.CHECKLIST, FrameworkKind.FUNCTIONS})
"""The kinds of framework that a document is held against, item by item."""


def require_answer(answer: ChecklistAnswer) -> None:
    """Refuse what nobody could look up again: met without a place or words, not applicable without a reason."""
    if answer.met in {Met.MET, Met.PARTLY} and not answer.is_clear:
        raise UserError(
            f"Where does the document say so? “{answer.met.value.capitalize()}” needs a page or the document's words.",
            "Give the page or section, or the words.",
            about="place",
        )
    if answer.met is Met.NOT_APPLICABLE and is_blank(answer.note):
        raise UserError("Why does the item not apply? The answer says nothing of it.", "Give the reason.", about="note")


def tally(answers: Iterable[ChecklistAnswer]) -> str:
    """“3 met, 1 partly met, 1 not met”; "" for none. Never a score: an item without an answer is in no figure."""
    given = Counter(answer.met for answer in answers)
    return ", ".join(f"{given[met]} {met.value}" for met in Met if given[met])


def by_checklist(
    frameworks: Iterable[Framework],
    given: Collection[ChecklistAnswer],
    shown: Collection[ChecklistAnswer],
    linked: Container[str],
) -> tuple[tuple[Framework, Held[ChecklistAnswer]], ...]:
    """By checklist that was answered or that evidence is linked to, the answers shown of those that were given."""
    every = []
    for framework in frameworks:
        total = sum(framework.knows(answer.target) for answer in given)
        of_it = tuple(answer for answer in shown if framework.knows(answer.target))
        if total or any(line.target in linked for line in framework.lines()):
            every.append((framework, Held(of_it, total - len(of_it))))
    return tuple(every)
