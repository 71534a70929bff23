"""What needs attention: how to begin, what is due, what is thin, what is not yet placed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.weighing import Body
from scrutineer.domain.due import Due, DueKind
from scrutineer.domain.evidence import FIRST_HAND, Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Seat
from scrutineer.domain.places import (
    AboutAgencyReturns,
    AboutPartnership,
    AboutRegister,
    AboutReturns,
    AboutTarget,
    AboutUnplaced,
    PartnershipPart,
    Subject,
)
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.due import YOU
from scrutineer.operations.queries.set_up import is_cycle_chosen


class AttentionGroup(Enum):
    """Why something needs attention. The value is its heading."""

    OVERDUE = "Replies overdue"
    YOUR_MOVE = "Waiting for you"
    LATE = "Returns overdue"
    PROMISED = "Promised, and past the day"
    THIN = "Thin judgements"
    SET_ASIDE = "Returns"
    UNPLACED = "Not yet placed"


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs attention, and what it is about."""

    group: AttentionGroup
    text: str
    detail: str
    about: Subject


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do in a new casefile, whether it is done, and where."""

    text: str
    detail: str
    done: bool
    about: Subject


def first_steps(casefile: Casefile, context: Context) -> tuple[FirstStep, ...]:
    """What a new casefile needs before it can carry a judgement, in order; nothing once all of it is there."""
    own = context.partnership
    steps = (
        FirstStep("Partnership and cycle", f"{own.name}, {context.cycle.name}", is_cycle_chosen(casefile, context),
                  AboutPartnership(PartnershipPart.CYCLES)),
        FirstStep("Your declaration of independence", "Printed in every report", bool(context.texts.declaration),
                  AboutPartnership(PartnershipPart.PARTNERSHIP)),
        FirstStep("Agencies", "Who is asked, and who answers", bool(context.agencies),
                  AboutPartnership(PartnershipPart.AGENCIES)),
        FirstStep("Seats", "Whose attendance is counted", tables.count(casefile, Seat) > 0,
                  AboutPartnership(PartnershipPart.SEATS)),
        FirstStep("The first workbook", "A return that an agency sent", tables.count(casefile, ReturnFile) > 0,
                  AboutReturns()),
        FirstStep("The first item of evidence", "What you read, saw or heard", tables.count(casefile, Evidence) > 0,
                  AboutRegister()),
    )  # fmt: skip
    return () if all(step.done for step in steps[1:]) else steps  # who is at work has long looked at the cycle


def due_now(listed: Sequence[Due], today: date) -> list[Attention]:
    """What of the list of what is due asks for something today; returns of one kind are one line."""
    due = [thing for thing in listed if thing.is_due(today)]
    late = [thing for thing in due if thing.days_late(today)]
    return [
        *(
            Attention(
                AttentionGroup.OVERDUE, f"{thing.whom}, {counted(thing.days_late(today), 'day')}", thing.what,
                thing.about,
            )
            for thing in late
            if thing.kind is DueKind.REPLY
        ),
        *(
            Attention(AttentionGroup.YOUR_MOVE, thing.what, f"{thing.act.value}. {thing.why}", thing.about)
            for thing in due
            if thing.waiting_on == YOU
        ),
        *_late_returns(late, today),
        *(
            Attention(
                AttentionGroup.PROMISED, f"{thing.whom}, {counted(thing.days_late(today), 'day')}", thing.what,
                thing.about,
            )
            for thing in late
            if thing.waiting_on != YOU and thing.kind not in {DueKind.REPLY, DueKind.RETURN}
        ),
    ]  # fmt: skip


def _late_returns(late: Sequence[Due], today: date) -> Iterator[Attention]:
    """Each kind of return that agencies owe, by how many days the longest is over."""
    by_kind: dict[AboutReturns, list[Due]] = defaultdict(list)
    for thing in late:
        if isinstance(thing.about, AboutReturns):
            by_kind[replace(thing.about, agency_id=None)].append(thing)
    for about, owed in by_kind.items():
        days = max(thing.days_late(today) for thing in owed)
        text = f"{', '.join(filter(None, (about.profile, owed[0].of)))}: {len(owed)} not received"
        yield Attention(AttentionGroup.LATE, text, f"{counted(days, 'day')} past the day", about)


def thin_judgements(context: Context, given: dict[str, Judgement], bodies: dict[TargetId, Body]) -> list[Attention]:
    """Judgements of steps that rest on one kind of evidence, or on nothing first-hand."""
    thin = []
    for step in context.framework.steps:
        judgement, kinds = given.get(step.target), bodies[step.target].kinds
        if judgement is None or judgement.level == NOT_YET:
            continue
        if len(kinds) <= 1:
            text = f"Step {step.number} rests on {'one kind of' if kinds else 'no'} evidence"
        elif not kinds & FIRST_HAND:
            text = f"Step {step.number} has nothing first-hand"
        else:
            continue
        thin.append(Attention(AttentionGroup.THIN, text, step.label, AboutTarget(step.target)))
    return thin


def waiting_answers(casefile: Casefile, context: Context) -> list[Attention]:
    """Answers that were set aside, by agency."""
    counts = reading.waiting_answers(casefile, context.cycle.id)
    return [
        Attention(
            AttentionGroup.SET_ASIDE,
            f"{agency.name}: {counted(counts[agency.id], 'answer')} set aside",
            "Each needs your decision",
            AboutAgencyReturns(agency.id),
        )
        for agency in context.agencies
        if agency.id in counts
    ]


def still_to_place(answers: int, items: int) -> list[Attention]:
    """Answers and items of evidence that bear on no line yet: what they say is counted nowhere."""
    parts = [counted(answers, "answer")] * bool(answers)
    parts += [counted(items, "item of evidence", "items of evidence")] * bool(items)
    if not parts:
        return []
    text = f"{' and '.join(parts)} to place"
    return [Attention(AttentionGroup.UNPLACED, text, "Counted nowhere until placed on a line", AboutUnplaced())]
