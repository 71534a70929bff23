"""Statutory clocks and the practice reviews they run for. A review is a code: no child and no family is ever named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from scrutineer.domain.ids import AgencyId, CycleId, ReviewId
from scrutineer.domain.marking import Marking
from scrutineer.domain.privacy import remark
from scrutineer.domain.rules import DayDone, DayDue, DayNear, Label, Line, Problem, Targets, Text, before, is_blank

# Capital letters and figures alone, letters first, figures last: LR-26-03, NM-02, RR 2026/4. A name has small letters,
# a day of birth three groups of figures.
_CODE = re.compile(r"[A-Z]{1,5}(?:[ /.-][A-Z]{1,5})?[ /.-]?[0-9]{1,4}(?:[ /.-][0-9]{1,4})?")
Code = Annotated[
    str, Text(24, needed=True, line=True, shape=_CODE, asked="Give a code, such as LR-26-03; never a name.")
]
TEXTS_OF_A_REVIEW = ("decision", "themes", "note")
TEXTS_OF_A_CLOCK = ("name", "basis", "other_basis", "reason", "note")
"""What is typed freely of each, and names nobody."""
OWN = "own"
"""The rule of a clock that is the partnership's own."""


class ReviewKind(Enum):
    """What a practice review is."""

    INCIDENT = "serious incident"
    RAPID = "rapid review"
    LOCAL = "local child safeguarding practice review"
    CHILD_DEATH = "child death review"
    OTHER = "other review"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeReview:
    """A review by its code: what was decided, its themes, and where its learning goes."""

    id: ReviewId = ReviewId(0)
    code: Code
    kind: ReviewKind
    cycle_id: CycleId
    decision: str = ""
    decided_on: DayDone | None = None
    published_on: DayDone | None = None
    themes: Line = ""
    targets: Targets = ()
    note: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not hold: nothing that seems to belong to one person, and no end before the decision."""
        for name in TEXTS_OF_A_REVIEW:
            if remark(getattr(self, name)):
                yield Problem(
                    f"The {name} of the review seems to name a person",
                    "A review is a code, dates, decisions and themes: leave out names, addresses and numbers.", name,
                )  # fmt: skip
        if before(self.published_on, self.decided_on):
            yield Problem("It was published before it was decided on", "Look at both days again.", "published_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryClock:
    """A day by which something has to be done, counted by a rule from day 0; whether it was met.

    `rule` is the id of a rule that ships, or "own" for one of the partnership's, whose days stand in `own_days`
    (working days) and words in `name`. `day_zero` is None while nobody knows it; `basis` says what day 0 is here, and
    `other_day_zero` is the other day where sources differ. `due_override` needs its `reason`.
    """

    id: int = 0
    cycle_id: CycleId
    review_id: ReviewId | None = None
    agency_id: AgencyId | None = None
    rule: Label
    name: Line = ""
    own_days: int = 0
    day_zero: DayNear | None = None
    basis: Line = ""
    other_day_zero: DayNear | None = None
    other_basis: Line = ""
    due_override: DayDue | None = None
    reason: str = ""
    met_on: DayDone | None = None
    note: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.due_override is not None and is_blank(self.reason):
            yield Problem("The day was set by hand without a reason", "Say why it is another day.", "reason")
        if self.rule == OWN and (self.own_days <= 0 or is_blank(self.name)):
            about = "own_days" if self.own_days <= 0 else "name"
            yield Problem("A clock of the partnership's own needs its name and its working days", "Say both.", about)
        for name in TEXTS_OF_A_CLOCK:
            if remark(getattr(self, name)):
                yield Problem("The clock seems to name a person", "Leave out names, addresses and numbers.", name)

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it was met."""
        return self.met_on is not None
