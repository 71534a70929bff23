"""Letters of challenges: the one that puts a question, and the one that asks for the reply again; Word and plain text.

A letter leaves the machine, so it is made of what the partners' edition may hold, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import AWAITING_REPLY, Challenge, EventKind
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, ShownChallenge
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.marking import Edition
from scrutineer.domain.words import counted, shortened
from scrutineer.domain.working_days import working_days_after
from scrutineer.errors import UserError
from scrutineer.operations.letter_files import Addressed, write_letters_into
from scrutineer.operations.material import edition_view
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.letters import Letter

_SUBJECT = 120  # characters of a question in a subject
TAKE_IT_OUT = "Take it out of the challenge, of its events or of the partnership’s details, then write again."
"""What to do where a text of challenges may not leave as it stands."""


class LetterKind(Enum):
    """What a letter is for. The value begins the name of its file."""

    CHALLENGE = "Challenge"
    CHASER = "Chaser"


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter of one challenge, and the files it was written to."""

    reference: str
    letter: Letter
    files: tuple[Path, ...]


def write_letters(
    casefile: Casefile,
    *,
    challenge_ids: Sequence[ChallengeId],
    kind: LetterKind,
    into: Path,
    reply_by: date | None = None,
    progress: Progress = SILENT,
) -> Outcome[tuple[WrittenLetter, ...]]:
    """Write a letter of each of these challenges into a folder, as Word and as text. Nothing is recorded by it.

    `reply_by` is the day that a chaser asks for; without it the working days of the partnership from today.
    """
    letters = letters_of(casefile, challenge_ids=challenge_ids, kind=kind, reply_by=reply_by)
    files = write_letters_into(
        casefile,
        [
            Addressed(f"letter of {known}", f"{kind.value} {known} {letter.dated.isoformat()}", letter)
            for known, letter in letters
        ],
        into,
        noun="letter",
        advice=TAKE_IT_OUT,
        progress=progress,
    )
    written = [WrittenLetter(*known, both) for known, both in zip(letters, files, strict=True)]
    return Outcome(tuple(written), label=f"{counted(len(written), 'letter')} written to {into.name}")


def letters_of(
    casefile: Casefile, *, challenge_ids: Sequence[ChallengeId], kind: LetterKind, reply_by: date | None = None
) -> list[tuple[str, Letter]]:
    """The letters of these challenges by their references. Raises where one of them cannot be written of, with why."""
    view = edition_view(casefile, Edition.PARTNER)
    shown = {known.challenge.id: known for known in view.challenges.shown}
    letters = []
    for number in dict.fromkeys(challenge_ids):
        challenge = tables.get(casefile, Challenge, number)
        known = shown.get(number)
        if known is None:
            raise UserError(
                f"{challenge.reference} is a draft, or is not for partners: no letter was written.",
                "Raise it, or mark it for partners, first.",
            )
        if kind is LetterKind.CHASER:
            letters.append((challenge.reference, _chaser(view, known, reply_by)))
        else:
            letters.append((challenge.reference, _challenge(view, known)))
    return letters


def _challenge(view: EditionView, shown: ShownChallenge) -> Letter:
    life, challenge = shown.life, shown.challenge
    raised = life.raised_on or view.today
    paragraphs = [
        f"I put this question to you on {long_date(raised)}:",
        challenge.question,
        *_paragraphs("Why I ask. ", challenge.why),
        *_paragraphs("What would answer it. ", challenge.test),
    ]
    items = tuple(f"{rest.item.item.reference} {rest.item.item.title}" for rest in shown.rests_on.shown)
    if items:
        paragraphs.append("It rests on:")
    due = life.reply_due
    by = f"Please reply by {long_date(due)}" if due else "Please reply"
    close = (
        f"{by}, quoting {challenge.reference}. Your reply is recorded and printed as I receive it.",
        "If a child may be at risk now, follow your local safeguarding procedures first; this letter does not.",
    )
    return _letter(view, shown, f"Challenge {challenge.reference}", paragraphs, items, close)


def _chaser(view: EditionView, shown: ShownChallenge, reply_by: date | None) -> Letter:
    life, challenge = shown.life, shown.challenge
    if life.status not in AWAITING_REPLY or shown.moves_withheld:
        raise UserError(
            f"{challenge.reference} stands at “{life.status.value}”: no reply to it is awaited.", "Nothing was written."
        )
    raised = life.raised_on or view.today
    paragraphs = [f"On {long_date(raised)} I put this question to you:", challenge.question, _waited(view, shown)]
    by = reply_by or working_days_after(view.today, view.partnership.reply_days)
    escalated = [event for event in life.events if event.kind is EventKind.ESCALATED and event.stage]
    if escalated:
        paragraphs.append(f"It was escalated on {long_date(escalated[-1].on_date)}, to: {escalated[-1].stage}.")
    close = (
        f"Please reply by {long_date(by)}, quoting {challenge.reference}. If you cannot, tell me by then what stands "
        "in the way and by when you will. Without a reply I go on by the stages of the local protocol.",
    )
    return _letter(view, shown, f"Reply awaited to challenge {challenge.reference}", paragraphs, (), close)


def _waited(view: EditionView, shown: ShownChallenge) -> str:
    """Since when a reply is waited for, and how often it was asked for again."""
    life = shown.life
    late = life.days_overdue(view.today)
    said = "I have not received a reply."
    if life.reply_due:
        passed = f", {counted(late, 'day')} ago" if late else ""
        said = f"The reply {'was' if late else 'is'} due on {long_date(life.reply_due)}{passed}. {said}"
    chased = [long_date(event.on_date) for event in life.events if event.kind is EventKind.CHASED]
    return f"{said} I asked again on {'; '.join(chased)}." if chased else said


def _paragraphs(lead: str, text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [f"{lead if number == 0 else ''}{line}" for number, line in enumerate(lines)]


def _letter(
    view: EditionView,
    shown: ShownChallenge,
    subject: str,
    paragraphs: Sequence[str],
    listed: tuple[str, ...],
    close: tuple[str, ...],
) -> Letter:
    to = shown.challenge.put_to
    agency = view.name_of(shown.challenge.agency_id)
    return Letter(
        sender=view.partnership.scrutineer,
        partnership=view.partnership.name,
        to=f"{to}, {agency}" if agency and agency != to else to,
        dated=view.today,
        subject=f"{subject}: {shortened(shown.challenge.question, _SUBJECT)}",
        paragraphs=tuple(paragraphs),
        listed=listed,
        close=close,
        reference=shown.challenge.reference,
        contact=view.partnership.contact,
    )
