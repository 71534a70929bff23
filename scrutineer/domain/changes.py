"""What an operation returns: its value, and which kinds of thing it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class ChangeKind(Enum):
    """The kinds of thing that a page can show, and so may need to read again."""

    PARTNERSHIP = "partnership"
    FRAMEWORK = "framework"
    EVIDENCE = "evidence"
    LINK = "link"
    RETURN = "return"
    JUDGEMENT = "judgement"
    CHALLENGE = "challenge"
    VOICE = "voice"
    OUTCOME = "outcome"
    LEARNING = "learning"
    WRITING = "writing"
    REPORT = "report"
    PLAN = "plan"
    PIECE = "piece"
    QUESTION = "question"
    CHECKLIST = "checklist"
    CLOCK = "statutory clock"
    STRUCTURE = "structure"
    INDICATOR = "indicator"


EVERYTHING = frozenset(ChangeKind)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The end of one operation: its value, the kinds it changed, and the label that undo shows."""

    value: T
    changes: frozenset[ChangeKind] = frozenset()
    label: str = ""
