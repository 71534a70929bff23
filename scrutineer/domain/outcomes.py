"""Desired outcomes: the partnership's priorities, what it wants for children, and the three questions about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.ids import ChallengeId, OutcomeId, PriorityId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Targets, Title, one_line


class OutcomeQuestion(Enum):
    """The three questions (Wakefield's learning and improvement framework). None of them is a grade."""

    HOW_MUCH = "How much?"
    HOW_WELL = "How well?"
    DIFFERENCE = "What difference?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """What the partnership says comes first, in its own words."""

    id: PriorityId = PriorityId(0)
    title: Title
    why: str = ""
    position: int = 0
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredOutcome:
    """What a priority wants for children. `targets` are the steps and lines it bears on."""

    id: OutcomeId = OutcomeId(0)
    priority_id: PriorityId
    text: Title
    targets: Targets = ()
    how_much: str = ""
    how_well: str = ""
    difference: str = ""
    position: int = 0
    marking: Marking = Marking.PARTNER

    def answer(self, question: OutcomeQuestion) -> str:
        """What is known so far, or ""."""
        return {
            OutcomeQuestion.HOW_MUCH: self.how_much, OutcomeQuestion.HOW_WELL: self.how_well,
            OutcomeQuestion.DIFFERENCE: self.difference,
        }[question]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChallenge:
    """A challenge that bears on an outcome."""

    id: int = 0
    outcome_id: OutcomeId
    challenge_id: ChallengeId


def require_words(text: str, what: str) -> str:
    """A text of one line, or a sentence that asks for it."""
    return one_line(text, f"The {what} has no words yet.", "Write it as the partnership says it.")
