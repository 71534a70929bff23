"""How statutory clocks are counted: the rules as data, the day each gives, and whether it was met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.clocks import OWN, ReviewKind, StatutoryClock
from scrutineer.domain.dates import days_past, long_date, months_after
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.framework import Knowing
from scrutineer.domain.ids import CycleId
from scrutineer.domain.words import counted
from scrutineer.domain.working_days import (
    COMPARED_ON,
    LAST_PUBLISHED,
    beyond_published,
    working_days_after,
    working_days_before,
)
from scrutineer.errors import UserError


class ClockCount(Enum):
    """How the days of a clock are counted from its day 0."""

    WORKING_AFTER = "working days after"
    MONTHS_AFTER = "months after"
    WORKING_BEFORE = "working days before"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """A rule by which a clock runs, in own words, with its edition, its source and how it is known.

    `day_zero` says what day 0 is; `other` what it is elsewhere, where sources differ.
    """

    id: str
    title: str
    who: str = ""
    count: ClockCount = ClockCount.WORKING_AFTER
    number: int = 0
    day_zero: str = ""
    other: str = ""
    edition: str = ""
    source: str = ""
    known: Knowing = Knowing.OWN
    starts: tuple[ReviewKind, ...] = ()

    def due(self, day_zero: date) -> date:
        """The last day on which it is met, counted from day 0; counted back where day 0 is what it comes before."""
        match self.count:
            case ClockCount.WORKING_AFTER:
                return working_days_after(day_zero, self.number)
            case ClockCount.MONTHS_AFTER:
                return months_after(day_zero, self.number)
            case ClockCount.WORKING_BEFORE:
                return working_days_before(day_zero, self.number)

    def in_words(self) -> str:
        """“5 working days after day 0”."""
        unit, _, way = self.count.value.rpartition(" ")
        return f"{counted(self.number, unit.removesuffix('s'))} {way} day 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDeathReview:
    """What is known of how large an area a child death review covers, and where its learning belongs."""

    footprint: int
    words: str
    source: str
    known: Knowing
    learning: str


def parse_rule(raw: Mapping[str, Any]) -> ClockRule:
    """A rule from a TOML table; what is missing or unknown is named."""
    try:
        return ClockRule(
            id=raw["id"], title=raw["title"], who=raw["who"], count=ClockCount(raw["count"]), number=int(raw["number"]),
            day_zero=raw["day_zero"], other=raw.get("other", ""), edition=raw["edition"], source=raw["source"],
            known=Knowing(raw["known"]), starts=tuple(ReviewKind(kind) for kind in raw.get("starts", ())),
        )  # fmt: skip
    except KeyError as missing:
        raise UserError(f"A clock's rule lacks {missing}.", "Add it and load it again.") from None
    except ValueError as error:
        raise UserError(f"A clock's rule is wrong: {error}.", "Correct it and load it again.") from None


def own_rule(clock: StatutoryClock) -> ClockRule:
    """The rule of a clock that is the partnership's own: so many working days after day 0."""
    return ClockRule(
        id=OWN, title=clock.name, number=clock.own_days, edition="The partnership's own", known=Knowing.OWN,
        day_zero=clock.basis,
    )  # fmt: skip


class ClockStatus(Enum):
    """How a clock stands on a day."""

    WAITING = "Day 0 not known"
    RUNNING = "Running"
    OVERDUE = "Overdue"
    MET = "Met"
    LATE = "Met late"
    UNCOUNTED = "Met, day 0 not known"


@dataclass(frozen=True, slots=True)
class Ticking:
    """A clock with the rule that it runs by, and everything that follows. `rule` is None where nobody knows it now."""

    clock: StatutoryClock
    rule: ClockRule | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.clock.name or (self.rule.title if self.rule else self.clock.rule)

    @property
    def counted_due(self) -> date | None:
        """The day that the rule gives, None without day 0."""
        zero = self.clock.day_zero
        return self.rule.due(zero) if self.rule is not None and zero is not None else None

    @property
    def other_due(self) -> date | None:
        """The day that the rule gives by the other day 0, where sources differ and it was said."""
        zero = self.clock.other_day_zero
        return self.rule.due(zero) if self.rule is not None and zero is not None else None

    @property
    def due(self) -> date | None:
        """The day in force: the one set by hand with its reason, else the counted one."""
        return self.clock.due_override or self.counted_due

    def status(self, today: date) -> ClockStatus:
        """How it stands on a day."""
        due, met = self.due, self.clock.met_on
        if due is None:  # nobody can say whether it was in time
            return ClockStatus.WAITING if met is None else ClockStatus.UNCOUNTED
        if met is not None:
            return ClockStatus.LATE if met > due else ClockStatus.MET
        return ClockStatus.OVERDUE if today > due else ClockStatus.RUNNING

    def days_late(self, today: date) -> int:
        """Days past the day in force: of the day on which it was met, else of today."""
        return days_past(self.due, self.clock.met_on or today)

    @property
    def is_met_before_it_began(self) -> bool:
        """Whether it is said to be met before its day 0; not where the rule counts back from that day."""
        zero, met = self.clock.day_zero, self.clock.met_on
        counts_back = self.rule is not None and self.rule.count is ClockCount.WORKING_BEFORE
        return zero is not None and met is not None and met < zero and not counts_back

    @property
    def warning(self) -> str:
        """What is to be said of the bank holidays that it was counted with; "" where each year of it is published."""
        days = (self.clock.day_zero, self.counted_due, self.clock.other_day_zero, self.other_due)
        if not beyond_published(*days) or self.rule is None or self.rule.count is ClockCount.MONTHS_AFTER:
            return ""
        return (
            f"Bank holidays are published to {LAST_PUBLISHED} (list of {long_date(COMPARED_ON)}); those after are "
            "worked out from the law as it stands. Look at the day again."
        )

    def next_act(self) -> DueAct | None:
        """What it waits for until it was met."""
        if self.clock.met_on is not None:
            return None
        zero, due = self.clock.day_zero, self.due
        if due is None:
            return DueAct(DueKind.CLOCK, None, None, Waiting.YOU, NextAct.RECORD, f"{self.title}: day 0 is not known.")
        counted_by = (
            self.rule.in_words() if self.rule is not None and not self.clock.due_override else "a day set by hand"
        )
        why = f"{self.title}: {counted_by}{f', {long_date(zero)}' if zero else ''}."
        return DueAct(DueKind.CLOCK, zero, due, Waiting.THEM, NextAct.CHASE, why)


def ticking(clock: StatutoryClock, rules: Iterable[ClockRule]) -> Ticking:
    """A clock with its rule: its own, or that of these which it names."""
    if clock.rule == OWN:
        return Ticking(clock, own_rule(clock))
    return Ticking(clock, next((rule for rule in rules if rule.id == clock.rule), None))


@dataclass(frozen=True, slots=True)
class ClockPattern:
    """How clocks of one rule went in one cycle: how many in time, late, overdue, still running; by how many days.
    `uncounted` are those whose day 0 nobody knows, met or not: they are told and count nowhere else."""

    title: str
    cycle_id: CycleId
    met: int
    late: int
    overdue: int
    running: int
    days: tuple[int, ...]
    uncounted: int = 0

    @property
    def ended(self) -> int:
        """How many were to be met by now."""
        return self.met + self.late + self.overdue

    def in_words(self) -> str:
        """“4 of 6 in time, late by 2 to 9 days; 1 not counted, day 0 not known”; each number told, none averaged."""
        unknown = f"{self.uncounted} not counted, day 0 not known" if self.uncounted else ""
        if not self.ended:
            return unknown if unknown and not self.running else "; ".join(filter(None, (_NONE_YET, unknown)))
        late = ""
        if self.days:
            days = str(self.days[0]) if self.days[0] == self.days[-1] else f"{self.days[0]} to {self.days[-1]}"
            late = f", late by {days} {'day' if days == '1' else 'days'}"
        return "; ".join(filter(None, (f"{self.met} of {self.ended} in time{late}", unknown)))


_NONE_YET = "None was to be met yet"


def patterns(clocks: Iterable[Ticking], today: date) -> tuple[ClockPattern, ...]:
    """How the clocks of each rule went, cycle by cycle, in the order in which each rule and cycle first appears."""
    groups: dict[tuple[str, CycleId], list[Ticking]] = {}
    for ticking in clocks:
        title = (
            ticking.title if ticking.clock.rule == OWN else ticking.rule.title if ticking.rule else ticking.clock.rule
        )
        groups.setdefault((title, ticking.clock.cycle_id), []).append(ticking)
    return tuple(_pattern(title, cycle, group, today) for (title, cycle), group in groups.items())


def _pattern(title: str, cycle_id: CycleId, group: list[Ticking], today: date) -> ClockPattern:
    stands = [ticking.status(today) for ticking in group]
    late = sorted(days for ticking in group if (days := ticking.days_late(today)))
    uncounted = stands.count(ClockStatus.WAITING) + stands.count(ClockStatus.UNCOUNTED)
    return ClockPattern(
        title, cycle_id, stands.count(ClockStatus.MET), stands.count(ClockStatus.LATE),
        stands.count(ClockStatus.OVERDUE), stands.count(ClockStatus.RUNNING), tuple(late), uncounted,
    )  # fmt: skip
