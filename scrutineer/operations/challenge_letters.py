"""Letters of challenges: the one that puts a question, and the one that asks again. Word and plain text.

A letter leaves the machine, so it is made of what the partners' edition may hold, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import takewhile
from pathlib import Path

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge, Event, EventKind, Life, ResponseView
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.due import DueKind
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
    """The letter that asks again: for a reply where one is awaited, else for what was to be done."""
    life, reference = shown.life, shown.challenge.reference
    theirs = {promise.kind for promise in promises(life) if promise.theirs}
    if not theirs or shown.moves_withheld:
        raise UserError(
            f"{reference} stands at “{life.status.value}”: no reply to it is awaited, and nothing is to be done by "
            "those it was put to.", "Nothing was written.",
        )  # fmt: skip
    for_reply = DueKind.REPLY in theirs
    raised = life.raised_on or view.today
    by = reply_by or working_days_after(view.today, view.partnership.reply_days)
    paragraphs = [
        f"On {long_date(raised)} I put this question to you:",
        shown.challenge.question,
        *_came(life),
        _waited(view, life) if for_reply else _promised(view, life),
    ]
    since = _since_they_answered(life)
    escalated = [event for event in since if event.kind is EventKind.ESCALATED and event.stage]
    if escalated:
        paragraphs.append(f"It was escalated on {long_date(escalated[-1].on_date)}, to: {escalated[-1].stage}.")
    asked = "Please reply by" if for_reply else "Please tell me what was done, with the evidence of it, by"
    close = (
        f"{asked} {long_date(by)}, quoting {reference}. If you cannot, tell me by then what stands "
        "in the way and by when you will. Without a reply I go on by the stages of the local protocol.",
    )
    subject = "Reply awaited to challenge" if for_reply else "Action awaited on challenge"
    return _letter(view, shown, f"{subject} {reference}", paragraphs, (), close)


def _came(life: Life) -> Iterator[str]:
    """What came last, what was made of it, and whether it was opened again since; nothing where nothing came."""
    since = life.events
    response = life.response
    if response is not None:
        since = since[since.index(response) + 1 :]
        of_it = takewhile(lambda event: event.kind not in _CAME, since)
        said = "".join(_VIEWED[event.view] for event in of_it if event.kind is EventKind.VIEW and event.view)
        yield f"You replied on {long_date(response.on_date)}{said}."
    evidence = [event for event in since if event.kind is EventKind.EVIDENCE]
    if evidence:
        since = since[since.index(evidence[-1]) + 1 :]
        yield f"Evidence came on {long_date(evidence[-1].on_date)}."
    opened = [event for event in since if event.kind is EventKind.REOPENED]
    if opened:
        yield f"The challenge was closed, and opened again on {long_date(opened[-1].on_date)}."


_VIEWED = {
    ResponseView.ACCEPTED: "; I accepted the reply",
    ResponseView.PARTLY: "; I accepted the reply in part",
    ResponseView.NOT_ACCEPTED: "; I did not accept the reply",
}


def _since_they_answered(life: Life) -> tuple[Event, ...]:
    """What happened since something came from them, or since it was opened again."""
    came = [number for number, event in enumerate(life.events) if event.kind in _CAME]
    return life.events[came[-1] :] if came else life.events


_CAME = frozenset({EventKind.RESPONSE, EventKind.ACTION, EventKind.EVIDENCE, EventKind.REOPENED})


def _waited(view: EditionView, life: Life) -> str:
    """Since when a reply is waited for, and how often it was asked for again. What came is never said not to have."""
    came = any(event.kind in _CAME for event in life.events)
    reply = "further reply" if came else "reply"
    due = f"The {reply} {_when(view, life.reply_due)}. " if life.reply_due else ""
    return f"{due}I have not received a {reply}.{_asked_again(life)}"


def _promised(view: EditionView, life: Life) -> str:
    """What was to be done, and by when."""
    awaited = life.awaited
    if awaited.action is None:
        what, missing = "No action is recorded as under way.", ""
        by = f" One {_when(view, awaited.action_by)}." if awaited.action_by else ""
    else:
        done = awaited.action.text.strip().rstrip(".")
        what = f"An action is recorded as under way since {long_date(awaited.action.on_date)}: {done}."
        by = f" It {_when(view, awaited.action_by)}." if awaited.action_by else " No day was set for it."
        missing = " I have not received evidence that it was done."
    return f"{what}{by}{missing}{_asked_again(life)}"


def _when(view: EditionView, day: date) -> str:
    """That something is or was due on a day, and how long ago."""
    late = days_past(day, view.today)
    return f"was due on {long_date(day)}, {counted(late, 'day')} ago" if late else f"is due on {long_date(day)}"


def _asked_again(life: Life) -> str:
    chased = [long_date(event.on_date) for event in _since_they_answered(life) if event.kind is EventKind.CHASED]
    return f" I asked again on {'; '.join(chased)}." if chased else ""


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
