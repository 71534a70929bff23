"""Scrutiny pieces: a theme across steps, with whom it was asked, what was found; and cycles of a method, by rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct, asked_again, if_unset, waits_since
from scrutineer.domain.ids import AgencyId, CycleId, FindingId, PieceId, TargetId
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import (
    DayDone,
    DayDue,
    DayNear,
    Label,
    Line,
    Problem,
    Stamp,
    Targets,
    Title,
    before,
    is_blank,
)
from scrutineer.domain.scale import NOT_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A theme that is looked at across steps, with terms of reference and a report of its own.

    `framework_id` is what it is judged by, "" where it is judged in words alone; `method_id` the cycle of a method that
    it runs by. `targets` are the steps and lines of the cycle's framework that it bears on.
    """

    id: PieceId = PieceId(0)
    cycle_id: CycleId
    title: Title
    terms: str = ""
    methods: str = ""
    targets: Targets = ()
    framework_id: Label = ""
    method_id: Label = ""
    starts: DayNear
    due: DayDue | None = None
    reported_on: DayDone | None = None
    summary: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.starts):
            yield Problem("The piece is due before it starts", "Give a later day.", "due")
        if before(self.reported_on, self.starts):
            yield Problem("The piece was reported before it began", "Look at both days again.", "reported_on")

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it was reported on."""
        return self.reported_on is not None

    def next_act(self) -> DueAct | None:
        """What it waits for: to be reported on. What it asked for and its rounds wait by themselves."""
        if self.is_over:
            return None
        why = f"Begun {long_date(self.starts)} and not yet reported{if_unset(self.due)}"
        on = self.due or asked_again(self.starts)
        return DueAct(DueKind.PIECE, self.starts, on, Waiting.YOU, NextAct.DO, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceAgency:
    """An agency that a piece asked, for what, and by when."""

    id: int = 0
    piece_id: PieceId
    agency_id: AgencyId
    asked_on: DayDone
    asked_for: Line = ""
    due: DayDue | None = None
    came_on: DayDone | None = None
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.asked_on):
            yield Problem("It is due before it was asked for", "Give a later day.", "due")
        if before(self.came_on, self.asked_on):
            yield Problem("It came before it was asked for", "Look at both days again.", "came_on")

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it came."""
        return self.came_on is not None

    def next_act(self) -> DueAct | None:
        """What it waits for: to come."""
        if self.is_over:
            return None
        return waits_since(DueKind.ASKED, self.asked_on, self.due, Waiting.THEM, NextAct.CHASE, "Asked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFinding:
    """What a piece found, on a step or line of any framework ("" for the theme as a whole), with a level or without.

    It stands beside the cycle's judgements and is never one of them.
    """

    id: FindingId = FindingId(0)
    piece_id: PieceId
    target: TargetId = TargetId("")
    scale_id: Label = ""
    level: Label = NOT_YET
    narrative: str = ""
    status: JudgementStatus = JudgementStatus.DRAFT
    author: Line = ""
    made: Stamp = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.status is JudgementStatus.FINAL and is_blank(self.narrative):
            yield Problem("A final finding has no words", "Write them, then make it final.", "narrative")


def blockers_of(finding: PieceFinding, linked: int) -> tuple[str, ...]:
    """What stands in the way of making a finding final; empty when nothing does. A level is not asked for: a theme as a
    whole may be told in words alone."""
    reasons = ["write what was found"] if is_blank(finding.narrative) else []
    if linked < 1:
        reasons.append("link at least one evidence item to the piece or to this finding")
    return tuple(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One stage of one turn of a method's cycle, with its days. `target` is the stage in the method's framework."""

    id: int = 0
    cycle_id: CycleId
    piece_id: PieceId | None = None
    framework_id: Label
    number: int = 1
    target: TargetId
    starts: DayNear
    due: DayDue | None = None
    done_on: DayDone | None = None
    found: str = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.starts):
            yield Problem("The stage is due before it starts", "Give a later day.", "due")
        if before(self.done_on, self.starts):
            yield Problem("The stage was done before it began", "Look at both days again.", "done_on")

    @property
    def is_over(self) -> bool:
        """Whether its day lies behind it as it should: it is done."""
        return self.done_on is not None

    def next_act(self) -> DueAct | None:
        """What it waits for: to be done."""
        if self.is_over:
            return None
        return waits_since(DueKind.STAGE, self.starts, self.due, Waiting.YOU, NextAct.DO, "Begun")


def stage_doubts(stage: Round, turn: Iterable[Round]) -> dict[str, str]:
    """What of a stage's days is unlikely beside the others of its `turn`, in their order, in words by the field it is
    about: it begins before the stage that it follows, or was done before that was."""
    earlier = [known for known in turn if known.id < stage.id]
    said: dict[str, str] = {}
    if not earlier:
        return said
    last = earlier[-1]
    if stage.starts < last.starts:
        said["starts"] = f"The stage before it begins later, on {long_date(last.starts)}"
    if stage.done_on is not None and last.done_on is None:
        said["done_on"] = "The stage before it is not done yet"
    elif before(stage.done_on, last.done_on) and last.done_on is not None:
        said["done_on"] = f"The stage before it was done later, on {long_date(last.done_on)}"
    return said
