"""Questions that others put, with their replies: the council's committee, young scrutineers, anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, Line, Problem, Targets, Title, before


class QuestionFrom(Enum):
    """Who asks."""

    COMMITTEE = "committee"
    YOUNG = "young scrutineers"
    OTHER = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the reply to it, whole. `asker` is a body or a group, never a person.

    `agency_id` is who is asked; None where the scrutineer is. `did` is what changed because of it: what “we did”.
    """

    id: int = 0
    cycle_id: CycleId
    source: QuestionFrom
    asker: Line = ""
    asked_on: DayDone
    question: Title
    agency_id: AgencyId | None = None
    targets: Targets = ()
    due: date | None = None
    reply: str = ""
    replied_on: DayDone | None = None
    did: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.asked_on):
            yield Problem("The reply is due before the question was asked", "Give a later day.", "due")
        if before(self.replied_on, self.asked_on):
            yield Problem("The reply came before the question was asked", "Look at both days again.", "replied_on")
