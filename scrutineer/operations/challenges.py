"""Raise challenges, record what happens to them, and close them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scrutineer.casefile import numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import (
    Challenge,
    Ending,
    Event,
    EventCorrection,
    EventKind,
    Impact,
    Life,
    ResponseView,
    reference_for,
    year_problem,
)
from scrutineer.domain.challenge_closing import closing_blockers
from scrutineer.domain.challenge_doubts import (
    corrected_life,
    doubts,
    doubts_instead,
    impossibilities,
    problems_instead,
    raising_doubt,
)
from scrutineer.domain.challenge_events import broken_at
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.ids import ActivityId, AgencyId, ChallengeId, EvidenceId, PieceId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.rules import is_blank, one_line
from scrutineer.domain.threads import thread_name
from scrutineer.domain.unlikely import Doubt, due_doubt
from scrutineer.domain.words import shortened
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.pieces import framework_of_piece
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
    thread: str = "",
    piece_id: PieceId | None = None,
    activity_id: ActivityId | None = None,
    then: Sequence[Event] = (),
    progress: Progress = SILENT,
) -> Outcome[ChallengeId]:
    """Put a question to an agency (None: the partnership) and link what it rests on. The reference is new for ever.

    `then` are events that followed at once, such as at the table of a meeting; they are of this challenge.
    """
    progress.step(0, 1, "Raising the challenge")
    context = read_context(casefile)
    day = raised_on or casefile.clock.today()
    _require_words(question, put_to)
    _require_year(day)
    context.known_targets(targets, _lines_of_piece(casefile, context, piece_id))
    if not draft and reply_due is not None and reply_due < day:
        raise UserError(
            "The reply is due before the challenge is raised.", "Give a later reply date.", about="reply_due"
        )
    challenge = Challenge(
        cycle_id=context.cycle.id, agency_id=agency_id, put_to=put_to.strip(), question=" ".join(question.split()),
        why=why.strip(), test=test.strip(), targets=tuple(targets), thread=thread_name(thread), piece_id=piece_id,
        activity_id=activity_id, marking=marking,
    )  # fmt: skip
    with casefile.transact(f"Raise “{shortened(challenge.question, 60)}”") as changes:
        number = numbers.next_number(casefile, f"challenge:{day.year}")
        reference = reference_for(context.partnership.prefix, day.year, number)
        new = ChallengeId(tables.insert(casefile, replace(challenge, reference=reference)))
        if not draft:
            changes.doubts += _raising_doubts(day, reply_due, casefile.clock.today())
            raised = Event(
                challenge_id=new,
                kind=EventKind.RAISED,
                on_date=day,
                text=raised_at,
                due=reply_due,
                marking=marking,
            )
            tables.insert(casefile, raised)
        tables.insert_all(casefile, [replace(event, challenge_id=new) for event in then])
        links = [Link(evidence_id=item, target_kind=LinkTarget.CHALLENGE, target=str(new), bearing=bearing)
                 for item, bearing in evidence]  # fmt: skip
        tables.insert_all(casefile, links)
    return Outcome(new, changes.kinds, f"{reference} raised")


def _lines_of_piece(casefile: Casefile, context: Context, piece_id: PieceId | None) -> tuple[TargetId, ...]:
    """The steps and lines that a challenge of a piece may name beside those of the cycle: of what the piece is judged
    by."""
    by = framework_of_piece(casefile, context, tables.get(casefile, Piece, piece_id)) if piece_id else None
    return by.targets() if by is not None else ()


def _raising_doubts(day: date, reply_due: date | None, today: date) -> Iterator[Doubt]:
    """What is unlikely of a raising, beside the fields in which it is typed."""
    for about, words in (("raised_on", raising_doubt(day, today)), ("reply_due", due_doubt(reply_due, today))):
        if words:
            yield Doubt(about, words)


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
        reworded = replace(challenge, reference=kept.reference, thread=thread_name(challenge.thread))
        tables.update(casefile, reworded)
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
    impact: Impact | None = None,
    stage: str = "",
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[Life]:
    """Add a dated event: acknowledged, a response, your view of it, escalated, tested, impact asked again, reopened."""
    progress.step(0, 1, "Recording the event")
    event = possible_event(
        casefile, challenge_id=challenge_id, kind=kind, on_date=on_date, text=text, by=by, due=due, view=view,
        impact=impact, stage=stage, marking=marking,
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
    impact: Impact | None = None,
    stage: str = "",
    marking: Marking | None = None,
) -> Event:
    """An event that the challenge's life allows, marked as the challenge is; a sentence where it does not."""
    if kind is EventKind.CLOSED:
        raise UserError("Closing has rules of its own.", "Use Close, which asks what changed for children.")
    life = life_of(casefile, challenge_id)
    event = Event(
        challenge_id=challenge_id, kind=kind, on_date=on_date or casefile.clock.today(), text=text.strip(),
        by=by.strip(), due=due, view=view, impact=impact, stage=stage, marking=marking or life.challenge.marking,
    )  # fmt: skip
    _require_possible(life, event)
    return event


def _require_possible(life: Life, event: Event) -> None:
    _refuse(life, impossibilities(life, event))


def _refuse(life: Life, problems: Mapping[str, str]) -> None:
    for field, problem in problems.items():
        advice = "Nothing was changed."
        if field in {"kind", "due"} and not life.is_open:
            advice = "Nothing was changed. Open it again first, with the reason."
        raise UserError(f"{problem.rstrip('.')}.", advice, about=field)


def _add_event(casefile: Casefile, event: Event, label: str, said: str) -> Outcome[Life]:
    """Add an event that the challenge's life allows; `label` is what undo shows, `said` what was done."""
    with casefile.transact(label) as changes:
        asked = doubts(life_of(casefile, event.challenge_id), event, casefile.clock.today())
        changes.doubts += [Doubt(about, words) for about, words in asked.items()]
        tables.insert(casefile, event)
    return Outcome(life_of(casefile, event.challenge_id), changes.kinds, said)


def correct_event(
    casefile: Casefile,
    *,
    event_id: int,
    reason: str,
    instead: Event | None = None,
    on_date: date | None = None,
    by: str = "",
    progress: Progress = SILENT,
) -> Outcome[Life]:
    """Say that an event was recorded wrongly, and what counts `instead`: nothing, where it never happened.

    The event stays where it is, with the reason, and counts no more. Refused where what came after could not follow.
    """
    progress.step(0, 1, "Recording the correction")
    wrong = tables.get(casefile, Event, event_id)
    life = life_of(casefile, wrong.challenge_id)
    said = one_line(reason, "The correction has no reason yet.", "Say what was wrong with it.", "reason")
    if event_id not in {event.id for event in life.events}:
        raise UserError("This event was corrected already.", "Look at the life again: something else counts now.")
    if instead is not None:
        instead = replace(instead, id=0, challenge_id=wrong.challenge_id, text=instead.text.strip())
        if replace(instead, id=wrong.id) == wrong:
            raise UserError("Nothing of it is different.", "Change what was wrong, or say that it never happened.")
    if instead is not None:
        _refuse(life, problems_instead(life, wrong, instead))
    _require_sound(life, wrong, instead)
    reference = life.challenge.reference
    with casefile.transact(f"Correct {wrong.kind.value} of {reference}") as changes:
        if instead is not None:
            changes.doubts += doubts_instead(wrong, instead, casefile.clock.today())
        new = tables.insert(casefile, instead) if instead is not None else None
        if new is not None:
            changes.in_place_of[Event, new] = wrong
        correction = EventCorrection(
            event_id=event_id, instead_id=new, on_date=on_date or casefile.clock.today(), reason=said, by=by.strip(),
            marking=wrong.marking,
        )  # fmt: skip
        tables.insert(casefile, correction)
    outcome = f"{reference}: {wrong.kind.value} of {long_date(wrong.on_date)} corrected"
    return Outcome(life_of(casefile, wrong.challenge_id), changes.kinds, outcome)


def _require_sound(life: Life, wrong: Event, instead: Event | None) -> None:
    """Refuse a correction after which the life could not have gone as it went; what it broke before is its own."""
    before = broken_at(life)
    broken = broken_at(corrected_life(life, wrong, instead))
    if broken and broken != before:
        about = "reason" if instead is None or instead.kind is wrong.kind is EventKind.VIEW else "kind"
        if instead is not None and instead.kind is wrong.kind and instead.on_date != wrong.on_date:
            about = "on_date"
        raise UserError(
            f"What came after could not follow. {broken}.".replace("..", "."),
            "Correct what came after first, from the newest back. Nothing was changed.", about=about,
        )  # fmt: skip


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
