"""A log that says closed of what is open here: closing it is proposed, as of the day and in the way that the log says,
and a person confirms it; where it cannot be closed so, that is said with the reason, and it stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge, Ending, Event, EventKind, Impact, Life
from scrutineer.domain.challenge_doubts import impossibilities
from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.ledger_kinds import is_settled
from scrutineer.domain.ledgers import SETTLED, LogEntry, closes, ending_of
from scrutineer.domain.marking import narrowest
from scrutineer.domain.proposal import ProposedItem
from scrutineer.domain.returns import Change, Finding
from scrutineer.domain.rules import before as is_before
from scrutineer.domain.words import begun, some
from scrutineer.operations.queries.challenges import lives

STAYS_OPEN = f"{SETTLED}it stays open here"
"""The reason of a row whose closing a person did not take."""
_SAID_BEFORE = "the log said so before, and it was not closed for that"


class Closing(NamedTuple):
    """What a row that says closed would do to the challenge that is open here: the event that closes it, or None and
    why it stays open."""

    life: Life
    event: Event | None
    why_open: str = ""


def closing_event(challenge: ChallengeId, row: LogEntry, name: str) -> Event:
    """How a row that its log calls closed ended, in the log's own words; what it does not show is not known."""
    if row.closed_on is None:
        raise ValueError("a row without a day closes nothing")
    ending = ending_of(row.status_typed)
    impact = {Ending.IMPACT: Impact.SHOWN, Ending.WITHOUT: Impact.NONE_KNOWN}.get(ending)
    return Event(
        challenge_id=challenge, kind=EventKind.CLOSED, on_date=row.closed_on, text=said_there(row, name),
        ending=ending, impact=impact, marking=row.marking,
    )  # fmt: skip


def said_there(row: LogEntry, name: str) -> str:
    """What a log says of a row's progress and status, with its place."""
    said = [f"“{row.update_text}”"] if row.update_text else []
    said += [f"status “{row.status_typed}”"] if row.status_typed else []
    return f"In {name}, {row.cell}: {', '.join(said) or 'a day alone'}"


def says_closed(row: LogEntry) -> bool:
    """Whether one of its statuses says that it is closed."""
    return any(closes(status) for status in row.status_typed.split("; "))


def closing_of(life: Life, row: LogEntry, before: LogEntry | None, name: str, why_no_day: str = "") -> Closing | None:
    """What a row would do to the open challenge that it is of; None where it does not say that it is closed, where that
    is closed here, or where a person said of this very row that it stays open."""
    if not says_closed(row) or not life.is_open:
        return None
    as_before = before is not None and (before.closed_on, before.status_typed) == (row.closed_on, row.status_typed)
    if as_before and before is not None and is_settled(before):
        return None
    if row.closed_on is None:
        return Closing(life, None, why_no_day or "it does not say when it was closed")
    if as_before:
        return Closing(life, None, _SAID_BEFORE)
    event = closing_event(life.challenge.id, row, name)
    event = replace(event, marking=narrowest(row.marking, life.challenge.marking))
    if is_before(event.on_date, life.raised_on):
        return Closing(life, None, "it was closed before it was raised")
    problem = next(iter(impossibilities(life, event).values()), "")
    return Closing(life, None, f"{problem[:1].lower()}{problem[1:]}") if problem else Closing(life, event)


def with_closings(
    casefile: Casefile, items: Iterable[ProposedItem], reasons: Mapping[str, str], name: str
) -> tuple[tuple[ProposedItem, ...], tuple[Finding, ...]]:
    """The rows of a log with what would close a challenge here put to a person; and what stays open, with the reason.
    `reasons` say by the place of a row why some of it could not be read."""
    known = tuple(items)
    of_rows = _challenges_of(casefile, [item.record for item in known])
    open_here = {life.challenge.id: life for life in lives(casefile, set(of_rows.values())) if life.is_open}
    asked, stays = [], {}
    for item in known:
        life = open_here.get(of_rows.get(item.place, ChallengeId(0)))
        closing = closing_of(life, item.record, item.before, name, reasons.get(item.place, "")) if life else None
        if closing is not None and closing.event is None:
            stays[item.place] = f"{closing.life.challenge.reference}: {closing.why_open.rstrip('.')}"
        asked.append(_asked(item, closing, closing.event) if closing is not None and closing.event else item)
    return tuple(asked), tuple(_stay_open(stays))


def _challenges_of(casefile: Casefile, rows: list[LogEntry]) -> dict[str, ChallengeId]:
    """By the place of each row that says closed, the challenge that it is of: the one it became, or its reference's."""
    closed = [row for row in rows if says_closed(row)]
    numbers = {row.number.strip().upper() for row in closed if row.challenge_id is None and row.number.strip()}
    by_reference = {named.reference: named.id for named in tables.rows(casefile, Challenge, reference=list(numbers))}
    known = {row.cell: row.challenge_id or by_reference.get(row.number.strip().upper()) for row in closed}
    return {place: challenge for place, challenge in known.items() if challenge is not None}


def _asked(item: ProposedItem, closing: Closing, event: Event) -> ProposedItem:
    reference, status = closing.life.challenge.reference, closing.life.status.value
    how = f"closed on {long_date(event.on_date)}" + (f": {event.ending.value}" if event.ending else "")
    return item._replace(
        change=Change.CONFLICT, waits="", record=replace(item.record, reason=""),
        came=begun(how), stands=f"{reference} is open: {status}",
        kept=replace(item.record, reason=STAYS_OPEN),
        asked=f"{reference} is open here ({status}). The log says “{item.record.status_typed}”, read as {how}. "
        "Take it, and it is closed so; keep what stands, and it stays open with a note of what the log says.",
    )  # fmt: skip


def _stay_open(stays: Mapping[str, str]) -> Iterable[Finding]:
    if stays:
        listed = some(tuple(stays.values()))
        words = f"Closed in the log, and it stays open here: {listed}. Close by hand what is closed."
        yield Finding("ask", words, "closed there, open here", tuple(stays))
