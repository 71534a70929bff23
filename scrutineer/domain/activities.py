"""What the scrutineer does, in half days; the contract it is done under, what that asks for; declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.ids import ActivityId, ContractId, CycleId, PieceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, DayDue, DayNear, Label, Line, Problem, Targets, Title, before


class ActivityState(Enum):
    """Where an activity stands. One that is not going to happen is kept, with the reason in its notes."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class MeetingPart(Enum):
    """What the scrutineer was in a meeting; none for what is no meeting."""

    NONE = "no meeting"
    OBSERVED = "observed"
    CHAIRED = "chaired"
    ONE_TO_ONE = "one to one"
    TOOK_PART = "took part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something the scrutineer does: who, how, what, when, how long, planned or done.

    `method` is the id of a method that ships, or words of one's own. Lengths are in half days. `who` is the scrutineer
    who does it, where there are several; `with_whom` the roles it is done with, never names. `people`, `cases` and
    `meetings` are how many, None where they were not counted. `agenda`, `challenged` and `decided` are of a meeting:
    what it was about, which roles challenged, what was decided.
    """

    id: ActivityId = ActivityId(0)
    cycle_id: CycleId
    piece_id: PieceId | None = None
    title: Title
    method: Label
    state: ActivityState = ActivityState.PLANNED
    planned_on: DayDue | None = None
    done_on: DayDone | None = None
    planned_half_days: int = 0
    half_days: int = 0
    who: Line = ""
    with_whom: Line = ""
    targets: Targets = ()
    people: int | None = None
    cases: int | None = None
    meetings: int | None = None
    meeting: MeetingPart = MeetingPart.NONE
    agenda: str = ""
    challenged: str = ""
    decided: str = ""
    notes: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.state is ActivityState.DONE and self.done_on is None:
            yield Problem("An activity that is done has no day", "Give the day on which it was done.", "done_on")
        if self.state is ActivityState.PLANNED and self.planned_on is None:
            yield Problem("A planned activity has no day", "Give the day, or the first of the month.", "planned_on")

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it is done, or is not going to happen."""
        return self.state is not ActivityState.PLANNED

    def next_act(self) -> DueAct | None:
        """What it waits for: to be done, as long as it is planned."""
        if self.is_over:
            return None
        return DueAct(DueKind.ACTIVITY, None, self.planned_on, Waiting.YOU, NextAct.DO, "Planned and not yet done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What the scrutineer is engaged for, between two days: half days, pence for a day, and who controls the data."""

    id: ContractId = ContractId(0)
    title: Title
    starts: date
    ends: date
    half_days: int = 0
    day_fee: int = 0
    expenses: Line = ""
    data_controller: Line = ""
    notes: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.ends <= self.starts:
            yield Problem("The contract ends before it starts", "Give two dates, the later one last.", "ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """Something the contract asks for by a day, such as the quarterly findings. `given` says where it went."""

    id: int = 0
    contract_id: ContractId
    title: Title
    due: DayDue
    done_on: DayDone | None = None
    given: Line = ""
    marking: Marking = Marking.PARTNER

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it was delivered."""
        return self.done_on is not None

    def next_act(self) -> DueAct | None:
        """What it waits for: to be delivered."""
        if self.is_over:
            return None
        return DueAct(DueKind.DELIVERABLE, None, self.due, Waiting.YOU, NextAct.GIVE, "The contract asks for it")


class DeclarationKind(Enum):
    """What is declared."""

    INDEPENDENCE = "independence"
    INTEREST = "interest"
    SELF_REVIEW = "self-review threat"
    NOTHING = "nothing to declare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A dated declaration: what could be thought to bear on independence, and what was done about it (`safeguard`).

    `until` is the day on which it ceases, or ceased; `review_on` the day by which it is made again.
    """

    id: int = 0
    kind: DeclarationKind
    on_date: DayDone
    text: Title
    safeguard: str = ""
    until: DayNear | None = None
    review_on: DayDue | None = None
    author: Line = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.until, self.on_date):
            yield Problem("The declaration ceased before it was made", "Give a later day.", "until")
        if before(self.review_on, self.on_date):
            yield Problem("It is made again before it was made", "Give a later day.", "review_on")

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it ceased before it would have been made again."""
        return self.until is not None and not self.awaits_review

    @property
    def awaits_review(self) -> bool:
        """Whether it is to be made again: a day is set for that, and it does not cease by then."""
        return self.review_on is not None and (self.until is None or self.review_on < self.until)

    def next_act(self) -> DueAct | None:
        """What it waits for: to be made again."""
        if not self.awaits_review:
            return None
        why = f"Declared {long_date(self.on_date)}, to be made again"
        return DueAct(DueKind.DECLARATION, self.on_date, self.review_on, Waiting.YOU, NextAct.DECLARE, why)

    def stands(self, on: date) -> bool:
        """Whether it has not ceased by a day."""
        return self.until is None or self.until > on
