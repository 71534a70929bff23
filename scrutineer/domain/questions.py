"""Questions that others put, with their replies: the council's committee, young scrutineers, anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct, asked_again, if_unset
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, DayDue, Line, Problem, Targets, Title, before, is_blank


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
    due: DayDue | None = None
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
        if self.replied_on is None and not is_blank(self.reply):
            yield Problem("The reply has no day", "Say when it was given.", "replied_on")
        if self.replied_on is not None and is_blank(self.reply):
            yield Problem("The reply has a day and no words", "Write the reply, whole.", "reply")

    @property
    def is_answered(self) -> bool:
        """Whether a reply was given."""
        return self.replied_on is not None

    def days_taken(self, today: date) -> int:
        """Days from the asking to the reply; while there is none, to today."""
        return days_past(self.asked_on, self.replied_on or today)

    def days_late(self, today: date) -> int:
        """Days past its day: of the reply where one came, else of today; 0 without a day."""
        return days_past(self.due, self.replied_on or today)

    def next_act(self) -> DueAct | None:
        """What it waits for: a reply, and of young people's then what was done; None once both are there."""
        waiting = Waiting.YOU if self.agency_id is None else Waiting.THEM
        if self.replied_on is None:
            act = NextAct.ANSWER if waiting is Waiting.YOU else NextAct.CHASE
            on = self.due or asked_again(self.asked_on)
            why = f"Asked {long_date(self.asked_on)}, no reply since{if_unset(self.due)}."
            return DueAct(DueKind.QUESTION, self.asked_on, on, waiting, act, why)
        if self.source is QuestionFrom.YOUNG and is_blank(self.did):
            on = asked_again(self.replied_on)
            why = f"Answered {long_date(self.replied_on)}; nothing is written of what was done."
            return DueAct(DueKind.QUESTION, self.replied_on, on, waiting, NextAct.ASK_ACTION, why)
        return None

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it was answered."""
        return self.is_answered


@dataclass(frozen=True, slots=True)
class Answered:
    """How some questions were answered: how many of how many, in how many days at least and at most."""

    asked: int
    answered: int
    late: int
    fewest: int | None = None
    most: int | None = None

    def in_words(self) -> str:
        """“5 asked, 4 answered in 3 to 41 days, 1 late”; "" where none was asked."""
        if not self.asked:
            return ""
        parts = [f"{self.asked} asked"]
        if self.answered:
            days = f"{self.fewest}" if self.fewest == self.most else f"{self.fewest} to {self.most}"
            took = f"in {days} {'day' if days == '1' else 'days'}" if self.most else "on the same day"
            parts.append(f"{self.answered} answered {took}")
        else:
            parts.append("none answered")
        return ", ".join([*parts, f"{self.late} late"] if self.late else parts)


def how_answered(questions: Iterable[Question], today: date) -> Answered:
    """How these were answered. Days are told as they are: an average would hide the one that waited longest."""
    every = tuple(questions)
    days = [question.days_taken(today) for question in every if question.is_answered]
    late = sum(question.days_late(today) > 0 for question in every)
    return Answered(len(every), len(days), late, min(days, default=None), max(days, default=None))
