"""Raise challenges, record what happens to them, and close them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrutineer.casefile import numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import (
    Challenge,
    Ending,
    Event,
    EventKind,
    Impact,
    Life,
    ResponseView,
    closing_blockers,
    event_problems,
    reference_for,
    year_problem,
)
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.ids import AgencyId, ChallengeId, EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import is_blank
from scrutineer.domain.words import shortened
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def raise_challenge(
    casefile: Casefile,
    *,
    question: str,
    put_to: str,
    agency_id: AgencyId | None = None,
    why: str = "",
    test: str = "",
    targets: Sequence[str] = (),
    marking: Marking = Marking.PARTNER,
    raised_on: date | None = None,
    raised_at: str = "",
    reply_due: date | None = None,
    evidence: Sequence[tuple[EvidenceId, Bearing]] = (),
    draft: bool = False,
    progress: Progress = SILENT,
) -> Outcome[ChallengeId]:
    """Put a question to an agency (None: the partnership) and link what it rests on. The reference is new for ever."""
    progress.step(0, 1, "Raising the challenge")
    context = read_context(casefile)
    day = raised_on or casefile.clock.today()
    _require_words(question, put_to)
    _require_year(day)
    for target in targets:
        context.framework.step(target)
    if not draft and reply_due is not None and reply_due < day:
        raise UserError("The reply is due before the challenge is raised.", "Give a later reply date.")
    challenge = Challenge(
        cycle_id=context.cycle.id, agency_id=agency_id, put_to=put_to.strip(), question=" ".join(question.split()),
        why=why.strip(), test=test.strip(), targets=tuple(targets), marking=marking,
    )  # fmt: skip
    with casefile.transact(f"Raise “{shortened(challenge.question, 60)}”") as changes:
        number = numbers.next_number(casefile, f"challenge:{day.year}")
        reference = reference_for(context.partnership.prefix, day.year, number)
        new = ChallengeId(tables.insert(casefile, replace(challenge, reference=reference)))
        if not draft:
            raised = Event(
                challenge_id=new,
                kind=EventKind.RAISED,
                on_date=day,
                text=raised_at,
                due=reply_due,
                marking=marking,
            )
            tables.insert(casefile, raised)
        links = [Link(evidence_id=item, target_kind=LinkTarget.CHALLENGE, target=str(new), bearing=bearing)
                 for item, bearing in evidence]  # fmt: skip
        tables.insert_all(casefile, links)
    return Outcome(new, changes.kinds, f"{reference} raised")


def _require_words(question: str, put_to: str) -> None:
    if is_blank(question):
        raise UserError("The challenge has no question yet.", "Ask one open question.")
    if is_blank(put_to):
        raise UserError("The challenge is put to nobody yet.", "Name the role or the agency that is to answer.")


def _require_year(day: date) -> None:
    problem = year_problem(day)
    if problem:
        raise UserError(f"{problem}. Nothing was changed.", "Give the day on which it was put.")


def change_challenge(
    casefile: Casefile, *, challenge: Challenge, along: Sequence[int] = (), progress: Progress = SILENT
) -> Outcome[None]:
    """Reword a challenge or mark it otherwise; its reference and its history stay.

    Its events `along` are marked as it is from now on; the others keep their marking.
    """
    progress.step(0, 1, "Recording the challenge")
    _require_words(challenge.question, challenge.put_to)
    kept = tables.get(casefile, Challenge, challenge.id)
    is_marked = bool(along) or replace(challenge, marking=kept.marking, reference=kept.reference) == kept
    label = f"Mark {kept.reference} as {challenge.marking.value}" if is_marked else f"Reword {kept.reference}"
    with casefile.transact(label) as changes:
        tables.update(casefile, replace(challenge, reference=kept.reference))
        for event in tables.rows(casefile, Event, challenge_id=challenge.id):
            if event.id in set(along):
                tables.update(casefile, replace(event, marking=challenge.marking))
    return changes.outcome(None, f"{kept.reference} {'marked' if is_marked else 'reworded'}")


def record_event(
    casefile: Casefile,
    *,
    challenge_id: ChallengeId,
    kind: EventKind,
    on_date: date | None = None,
    text: str = "",
    by: str = "",
    due: date | None = None,
    view: ResponseView | None = None,
    stage: str = "",
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[Life]:
    """Add a dated event: acknowledged, a response, your view of it, escalated, tested, and so on."""
    progress.step(0, 1, "Recording the event")
    event = possible_event(
        casefile, challenge_id=challenge_id, kind=kind, on_date=on_date, text=text, by=by, due=due, view=view,
        stage=stage, marking=marking,
    )  # fmt: skip
    said = f"{tables.get(casefile, Challenge, challenge_id).reference}: {kind.value}"
    return _add_event(casefile, event, said, said)


def possible_event(
    casefile: Casefile,
    *,
    challenge_id: ChallengeId,
    kind: EventKind,
    on_date: date | None = None,
    text: str = "",
    by: str = "",
    due: date | None = None,
    view: ResponseView | None = None,
    stage: str = "",
    marking: Marking | None = None,
) -> Event:
    """An event that the challenge's life allows, marked as the challenge is; a sentence where it does not."""
    if kind is EventKind.CLOSED:
        raise UserError("Closing has rules of its own.", "Use Close, which asks what changed for children.")
    life = life_of(casefile, challenge_id)
    event = Event(
        challenge_id=challenge_id, kind=kind, on_date=on_date or casefile.clock.today(), text=text.strip(),
        by=by.strip(), due=due, view=view, stage=stage, marking=marking or life.challenge.marking,
    )  # fmt: skip
    _require_possible(life, event)
    return event


def _require_possible(life: Life, event: Event) -> None:
    for field, problem in event_problems(life, event).items():
        raise UserError(f"{problem}.", "Nothing was changed.", about=field)


def _add_event(casefile: Casefile, event: Event, label: str, said: str) -> Outcome[Life]:
    """Add an event that the challenge's life allows; `label` is what undo shows, `said` what was done."""
    with casefile.transact(label) as changes:
        tables.insert(casefile, event)
    return Outcome(life_of(casefile, event.challenge_id), changes.kinds, said)


def close_challenge(
    casefile: Casefile,
    *,
    challenge_id: ChallengeId,
    ending: Ending | None,
    impact: Impact | None,
    text: str,
    on_date: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[Life]:
    """Close with the impact shown, or with the plain statement that none is known, or withdrawn with the reason."""
    progress.step(0, 1, "Closing the challenge")
    life = life_of(casefile, challenge_id)
    reasons = closing_blockers(life, impact, ending, text)
    if reasons:
        raise CannotFinalise(f"{life.challenge.reference} cannot be closed yet.", reasons)
    event = Event(
        challenge_id=challenge_id, kind=EventKind.CLOSED, on_date=on_date or casefile.clock.today(), text=text.strip(),
        impact=impact, ending=ending, marking=life.challenge.marking,
    )  # fmt: skip
    reference = life.challenge.reference
    _require_possible(life, event)
    return _add_event(casefile, event, f"Close {reference}", f"{reference} closed")
