"""What needs attention: how to begin, what is due or waits for the scrutineer, what ages, what is not yet placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.weighing import Body
from scrutineer.domain.challenge import ChallengeNow, Status, Waiting
from scrutineer.domain.evidence import FIRST_HAND, Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Seat
from scrutineer.domain.places import (
    AboutAgencyReturns,
    AboutChallenge,
    AboutEvidence,
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
from scrutineer.operations.queries.challenges import put_to
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.expected import Standing, expected

QUIET = 60
"""Days without an event after which an open challenge is said to have gone quiet."""


class AttentionGroup(Enum):
    """Why something needs attention. The value is its heading."""

    OVERDUE = "Replies overdue"
    YOUR_MOVE = "Waiting for you"
    LATE = "Returns overdue"
    AGEING = "Gone quiet"
    THIN = "Thin judgements"
    SET_ASIDE = "Returns"
    REVIEW = "Evidence to review"
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
        FirstStep("Partnership and cycle", f"{own.name}, {context.cycle.name}", True,
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
    return () if all(step.done for step in steps) else steps


def overdue_replies(context: Context, still_open: tuple[ChallengeNow, ...], today: date) -> list[Attention]:
    """Replies past their day, with how often they were chased."""
    late = [(known.challenge, known.state) for known in still_open if known.state.days_overdue(today)]
    said = {0: "not chased", 1: "chased once", 2: "chased twice"}
    return [
        Attention(
            AttentionGroup.OVERDUE,
            f"{put_to(context, challenge)}, {counted(state.days_overdue(today), 'day')}",
            f"{challenge.reference}, {said.get(state.times_chased, f'chased {state.times_chased} times')}",
            AboutChallenge(challenge.id),
        )
        for challenge, state in late
    ]


def your_moves(context: Context, still_open: tuple[ChallengeNow, ...]) -> list[Attention]:
    """Challenges that wait for the scrutineer."""
    waiting = {
        Status.RESPONSE: "Your view is due",
        Status.TESTED: "Close it or go on",
        Status.DRAFT: "Not yet raised",
    }
    return [
        Attention(
            AttentionGroup.YOUR_MOVE,
            f"{challenge.reference}, {put_to(context, challenge)}",
            waiting[state.status],
            AboutChallenge(challenge.id),
        )
        for challenge, state in sorted(
            ((known.challenge, known.state) for known in still_open), key=lambda pair: pair[0].id
        )
        if state.status in waiting
    ]


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


def due_reviews(casefile: Casefile, today: date) -> list[Attention]:
    """Items of evidence whose day to be looked at again has come."""
    due = tables.rows(casefile, Evidence, review_on=tables.AtMost(today))
    return [
        Attention(
            AttentionGroup.REVIEW,
            f"{item.reference} {item.title}",
            "Its review date has come",
            AboutEvidence(item.id),
        )
        for item in due
    ]


def ageing(context: Context, still_open: tuple[ChallengeNow, ...], today: date) -> list[Attention]:
    """Open challenges that wait for others, are not overdue, and of which nothing was recorded for two months."""
    quiet = [
        ((today - known.state.last_event_on).days, known)
        for known in still_open
        if known.state.last_event_on is not None
        and known.state.waiting_on is not Waiting.YOU
        and not known.state.days_overdue(today)
    ]
    return [
        Attention(
            AttentionGroup.AGEING,
            f"{put_to(context, known.challenge)}, nothing for {counted(days, 'day')}",
            f"{known.challenge.reference}, open {counted(known.state.days_open(today), 'day')}",
            AboutChallenge(known.challenge.id),
        )
        for days, known in sorted(quiet, key=lambda pair: (-pair[0], pair[1].challenge.id))
        if days > QUIET
    ]


def late_returns(casefile: Casefile, context: Context, today: date) -> list[Attention]:
    """Each kind of return that agencies owe, by how many days the longest is over."""
    late = []
    for row in expected(casefile, context, today):
        over = [cell.days for cell in row.cells.values() if cell.standing is Standing.OVERDUE]
        if over:
            text = f"{row.profile}: {len(over)} not received"
            detail = f"{counted(max(over), 'day')} past the day"
            late.append(Attention(AttentionGroup.LATE, text, detail, AboutReturns(row.profile)))
    return late


def still_to_place(answers: int, items: int) -> list[Attention]:
    """Answers and items of evidence that bear on no line yet: what they say is counted nowhere."""
    parts = [counted(answers, "answer")] * bool(answers)
    parts += [counted(items, "item of evidence", "items of evidence")] * bool(items)
    if not parts:
        return []
    text = f"{' and '.join(parts)} to place"
    return [Attention(AttentionGroup.UNPLACED, text, "Counted nowhere until placed on a line", AboutUnplaced())]
