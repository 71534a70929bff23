"""What taking in a log that this program wrote would do, and that: whole lives of challenges, nothing of them twice.

A challenge is known by its reference. Of one that is here only what is not here yet comes in, as far as it can follow
what is; where both went on otherwise, it waits for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from scrutineer.casefile import numbers, reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.activities import Activity
from scrutineer.domain.challenge import (
    Challenge,
    Ending,
    Event,
    EventCorrection,
    EventKind,
    Impact,
    Life,
    ResponseView,
)
from scrutineer.domain.framework import named_among
from scrutineer.domain.grid import Workbook, tidy
from scrutineer.domain.ids import AgencyId, ChallengeId
from scrutineer.domain.ledger_kinds import is_settled
from scrutineer.domain.ledgers import LogEntry, closes
from scrutineer.domain.logged import PASSING, Known, LoggedLife, what_is_new
from scrutineer.domain.mapping import Layout
from scrutineer.domain.marking import Edition, Marking, narrowest
from scrutineer.domain.partnership import Cycle, find_agency
from scrutineer.domain.pieces import Piece
from scrutineer.domain.proposal import Proposal, ProposedItem
from scrutineer.domain.returns import Change, Finding, LeftOut, Said
from scrutineer.domain.rules import Problem, problems_of
from scrutineer.domain.words import counted, shortened, some
from scrutineer.exchange.challenge_book import LogEvent, LoggedLine, LogRow, ReadLog, events_of
from scrutineer.operations import ledger_proposals, ledgers, standing
from scrutineer.operations.challenge_log import update_of
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.lenses import lenses
from scrutineer.progress import SILENT, Progress

OWN_LOG = "Scrutineer’s own log"
"""What a log that this program wrote is filed under: it needs no mapping."""
E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class _Points:
    """What rows of a log name, as it is called here."""

    casefile: Casefile
    context: Context
    targets: Mapping[str, str]
    pieces: Mapping[str, Any]
    meetings: Mapping[str, Any]
    default: Marking
    said: Said
    standing: standing.Targets
    unknown: dict[str, None]

    @classmethod
    def of(cls, casefile: Casefile, context: Context, edition: str, said: Said) -> _Points:
        """All that can be named here; a row without a marking is marked as the `edition` of its log is called."""
        every = lenses(casefile, context.cycle)
        return cls(
            casefile, context,
            {named_among(every, target): target for framework in every for target in framework.targets()},
            _by_name((piece.title, piece) for piece in tables.rows(casefile, Piece)),
            _by_name((meeting.title, meeting) for meeting in tables.rows(casefile, Activity)),
            _member(Marking, edition) or Marking.PRIVATE,
            said,
            standing.Targets(casefile),
            {},
        )  # fmt: skip

    def target(self, name: str) -> str:
        """The id of a step or line; "" where there is none called so."""
        code, of, framework = name.rpartition(" of ")
        target = self.targets.get(name) or (f"{framework}:{code}" if of else "")
        return target if target in self.standing else ""

    def named(self, name: str, known: Mapping[str, Any], what: str) -> Any:
        """The id of what is called so; None where nothing is, or several are, which is told."""
        thing = known.get(_plain(name)) if name else None
        if name and thing is None:
            self.unknown[f"{what} “{shortened(name, 60)}”"] = None
        return thing.id if thing is not None else None

    def agency(self, name: str) -> AgencyId | None:
        """The agency of this name, or which a person said it is."""
        agencies = self.context.agencies
        agency = find_agency(agencies, name) or find_agency(agencies, self.said.same_as.get(name, ""))
        if name and agency is None:
            self.unknown[f"the agency “{shortened(name, 60)}”"] = None
        return agency.id if agency else None

    def cycle(self, row: LogRow) -> Cycle:
        """The cycle it names; else that of the day on which it was raised, else the current one."""
        cycles = self.context.cycles
        by_name = [cycle for cycle in cycles if row.cycle and cycle.name == row.cycle]
        by_day = [cycle for cycle in cycles if row.raised_on and cycle.starts <= row.raised_on <= cycle.ends]
        return next(iter((*by_name, *by_day)), self.context.cycle)


def _plain(name: str) -> str:
    return tidy(name).casefold()


def _by_name(named: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """By name what is called so; of several called alike nobody can say which is meant."""
    every = list(named)
    often = Counter(_plain(name) for name, _ in every)
    return {_plain(name): thing for name, thing in every if often[_plain(name)] == 1}


def _member(kind: type[E], text: str) -> E | None:
    return next((member for member in kind if member.value == tidy(text).casefold()), None)


class _UnreadError(Exception):
    """What of a row of a log cannot be read."""


def _read(kind: type[E], text: str, place: str) -> E | None:
    """One of the words of a column; None where nothing stands there."""
    if not tidy(text):
        return None
    member = _member(kind, text)
    if member is None:
        raise _UnreadError(f"“{shortened(text, 40)}” ({place}) is none of the words of its column")
    return member


# One challenge


def _challenge(points: _Points, row: LogRow, place: str) -> Challenge:
    names = [name for name in row.bears_on.split("\n") if name.strip()]
    targets = {name: points.target(name.strip()) for name in names}
    points.unknown.update({f"the step or line “{shortened(name, 60)}”": None for name in names if not targets[name]})
    return Challenge(
        reference=row.reference.strip().upper(), cycle_id=points.cycle(row).id, agency_id=points.agency(row.agency),
        put_to=row.put_to.strip() or "The partnership", question=tidy(row.question), why=row.why.strip(),
        test=row.test.strip(), targets=tuple(target for target in targets.values() if target), thread=tidy(row.thread),
        piece_id=points.named(row.piece, points.pieces, "the scrutiny piece"),
        activity_id=points.named(row.meeting, points.meetings, "the meeting"),
        marking=_read(Marking, row.marking, place) or points.default,
    )  # fmt: skip


def _event(points: _Points, logged: LoggedLine, number: int) -> Event:
    line, place = logged.line, logged.place
    kind = _read(EventKind, line.kind, place)
    if logged.problem or kind is None or line.on_date is None:
        raise _UnreadError(logged.problem or f"its event in {place} does not say what happened, or when")
    return Event(
        id=number, challenge_id=ChallengeId(0), kind=kind, on_date=line.on_date, text=line.text.strip(),
        by=line.by.strip(), due=line.due, view=_read(ResponseView, line.view, place),
        impact=_read(Impact, line.impact, place), ending=_read(Ending, line.ending, place), stage=line.stage.strip(),
        marking=_read(Marking, line.marking, place) or points.default,
    )  # fmt: skip


def _correction(points: _Points, logged: LoggedLine, ids: Mapping[str, int]) -> EventCorrection | None:
    """What was said of an event that was recorded wrongly; None where nothing was."""
    line: LogEvent = logged.line
    if line.corrected_on is None and not tidy(line.why_corrected):
        return None
    if line.corrected_on is None or (line.instead and line.instead not in ids):
        raise _UnreadError(f"its event in {logged.place} does not say when it was corrected, or by which other event")
    own = _read(Marking, line.marking, logged.place) or points.default
    return EventCorrection(
        event_id=ids[line.number], instead_id=ids[line.instead] if line.instead else None, on_date=line.corrected_on,
        reason=line.why_corrected.strip(), by=line.corrected_by.strip(),
        marking=narrowest(own, _read(Marking, line.correction_marking, logged.place) or own),
    )  # fmt: skip


def _life(points: _Points, log: ReadLog, logged: LoggedLine) -> LoggedLife:
    """A challenge with all that the log tells of it. Raises `_UnreadError` where some of it cannot be read."""
    row, lines = logged.line, events_of(log, logged.line)
    challenge = _challenge(points, row, logged.place)
    ids = {line.line.number: PASSING + place for place, line in enumerate(lines)}
    if len(ids) < len(lines):
        raise _UnreadError("two of its events have one number")
    events = tuple(_event(points, line, ids[line.line.number]) for line in lines)
    said = (_correction(points, line, ids) for line in lines)
    life = LoggedLife(challenge=challenge, events=events, corrections=tuple(c for c in said if c is not None))
    today = points.casefile.clock.today()
    for thing, noun in [(challenge, "challenge"), *((part, "event") for part in (*events, *life.corrections))]:
        for problem in problems_of(thing, noun, today):
            raise _UnreadError(_small(problem))
    own = tidy(row.update) == tidy(update_of(life.life))
    return replace(life, update="" if own else row.update.strip())


def _small(problem: Problem) -> str:
    return f"{problem.message[:1].lower()}{problem.message[1:]}"


class _Here:
    """The challenges that are here, as a log may tell of them."""

    def __init__(self, casefile: Casefile, log: ReadLog) -> None:
        wanted = [_reference(line) for line in log.rows]
        already = tables.rows(casefile, Challenge, reference=wanted)
        self._casefile, self._edition = casefile, _member(Edition, log.edition) or Edition.PRIVATE
        self._lives = {life.challenge.reference: life for life in lives(casefile, [known.id for known in already])}
        views = [edition_view(casefile, edition).challenges.shown for edition in Edition] if self._lives else []
        self._shown = {
            (edition, shown.challenge.reference): shown.life
            for edition, every in zip(Edition, views, strict=False) for shown in every
        }  # fmt: skip

    def __contains__(self, reference: str) -> bool:
        return reference in self._lives

    def is_open(self, reference: str) -> bool:
        """Whether it is not closed here."""
        return self._lives[reference].is_open

    def asks_otherwise(self, challenge: Challenge) -> bool:
        """Whether the challenge of this reference is another one: it asks in other words, in every edition."""
        worded = (self._shown.get((edition, challenge.reference)) for edition in Edition)
        asked = {life.challenge.question for life in worded if life} | {
            self._lives[challenge.reference].challenge.question
        }
        return challenge.question not in map(tidy, asked)

    def known(self, reference: str) -> Known:
        """One challenge with all that is said of it."""
        life = self._lives[reference]
        worded = [self._shown.get((edition, reference)) for edition in Edition]
        seen_there = self._shown.get((self._edition, reference))
        return Known(
            life.challenge, _every(life), tuple(known.correction for known in life.corrected),
            tuple(event for seen in worded if seen for event in _every(seen)),
            frozenset(event.id for event in _every(seen_there)) if seen_there else frozenset(),
        )  # fmt: skip


def _every(life: Life) -> tuple[Event, ...]:
    return (*life.events, *(known.event for known in life.corrected))


# The whole log


def propose(
    casefile: Casefile, context: Context, workbook: Workbook, log: ReadLog, said: Said, progress: Progress = SILENT
) -> Proposal:
    """What taking in a log that this program wrote would store; reads only."""
    progress.step(0, 2, "Reading the log")
    points, kept = _Points.of(casefile, context, log.edition, said), _Here(casefile, log)
    brought = {logged.place: _brought(points, kept, log, logged) for logged in log.rows}
    progress.step(1, 2, "Comparing with what is there")
    rows = [_entry(logged, *brought[logged.place]) for logged in log.rows]
    before = reading.rows_of_mapping(casefile, LogEntry, context.cycle.id, OWN_LOG)
    items = tuple(_with_news(item, *brought[item.place]) for item in ledger_proposals.beside(rows, before))
    return Proposal(
        name=workbook.name, sha256=workbook.sha256, kind=Layout.CHALLENGE_LOG.value, filed_under=OWN_LOG,
        cycle=context.cycle, items=items, left_out=tuple(_left_out(workbook, log)),
        findings=(*_not_here(points), *_not_closed(kept, log, brought)),
        already_imported=bool(items) and not any(item.is_fresh for item in items), said=said,
        logged={place: life for place, (life, _) in brought.items() if life is not None},
    )  # fmt: skip


def _reference(logged: LoggedLine) -> str:
    return str(logged.line.reference).strip().upper()


def _brought(points: _Points, kept: _Here, log: ReadLog, logged: LoggedLine) -> tuple[LoggedLife | None, str]:
    """What of a row is to come in, and why a person has to decide on it; "" where nobody has."""
    try:
        if logged.problem:
            return None, logged.problem
        if sum(_reference(line) == _reference(logged) for line in log.rows) > 1:
            return None, "its reference stands twice in the log"
        whole = _life(points, log, logged)
    except _UnreadError as error:
        return None, str(error)
    reference = whole.challenge.reference
    if reference not in kept:
        return whole, ""
    if kept.asks_otherwise(whole.challenge):
        return None, f"{reference} is another challenge here, which asks something else"
    new, why = what_is_new(whole, kept.known(reference))
    return (None, why) if why else (_without_said(new, kept.known(reference)), "")


def _without_said(new: LoggedLife, known: Known) -> LoggedLife:
    """Without an update that is here already."""
    said = any(event.text and (new.update.endswith(event.text) or new.update in event.text) for event in known.events)
    return replace(new, update="") if said else new


def _entry(logged: LoggedLine, life: LoggedLife | None, why: str) -> LogEntry:
    row: LogRow = logged.line
    return LogEntry(
        number=row.reference.strip(), raised_typed=row.raised_on.isoformat() if row.raised_on else "",
        raised_on=row.raised_on, put_to=row.agency or row.put_to, question=tidy(row.question), update_text=row.update,
        agency_id=life.challenge.agency_id if life else None,
        status_typed=row.status, due_on=row.reply_due, cell=logged.place, reason=why,
        marking=narrowest(Marking.PARTNER, life.challenge.marking if life else Marking.PRIVATE),
    )  # fmt: skip


def _with_news(item: ProposedItem, life: LoggedLife | None, why: str) -> ProposedItem:
    """What storing a row would do: a challenge that is here already is unchanged unless something of it is new."""
    settled = item.before is not None and is_settled(item.before)
    if why and not settled:
        return _waiting(item, why)
    if item.waits or life is None:
        return item
    if life.is_empty:
        return item._replace(change=Change.UNCHANGED)
    return item._replace(change=Change.NEW if life.is_new else Change.CHANGED, came=_in_words(life))


def _waiting(item: ProposedItem, why: str) -> ProposedItem:
    """A row that waits for a person, whatever became of an earlier one of its challenge."""
    before = item.before
    same = before is not None and (before.reason, before.update_text) == (why, item.record.update_text)
    record = replace(item.record, reason=why, challenge_id=None)
    change = Change.NEW if before is None else Change.UNCHANGED if same else Change.CHANGED
    return item._replace(record=record, waits=why, came=why, change=change)


def _in_words(life: LoggedLife) -> str:
    parts = [counted(len(life.events), "event")] if life.events else []
    parts += [counted(len(life.corrections), "correction")] if life.corrections else []
    parts += ["an update"] if life.update else []
    return f"{'Comes in' if life.is_new else 'Goes on'} with {' and '.join(parts)}" if parts else "Comes in as a draft"


def _not_here(points: _Points) -> Iterator[Finding]:
    if points.unknown:
        words = f"Named in the log and not here: {some(tuple(points.unknown))}. What names them comes in without."
        yield Finding("ask", words, "named and not here", tuple(points.unknown))


def _not_closed(kept: _Here, log: ReadLog, brought: Mapping[str, tuple[LoggedLife | None, str]]) -> Iterator[Finding]:
    """What the log calls closed by its status while no event in it says on which day, and which is not closed here."""
    open_still = {}
    for logged in log.rows:
        reference, (life, _) = _reference(logged), brought[logged.place]
        ends = any(line.line.kind == EventKind.CLOSED.value for line in events_of(log, logged.line))
        is_open = reference not in kept or kept.is_open(reference)
        if life is not None and closes(str(logged.line.status)) and not ends and is_open:
            open_still[logged.place] = f"{reference} (“{shortened(str(logged.line.status), 40)}”)"
    if open_still:
        words = (
            f"Closed by its status in the log, and it stays open here: {some(tuple(open_still.values()))}. No event "
            "there says on which day it was closed, or how: close it by hand, or add that event to the log."
        )
        yield Finding("ask", words, "closed there, open here", tuple(open_still))


def _left_out(workbook: Workbook, log: ReadLog) -> Iterator[LeftOut]:
    """What the workbook holds beside the log: events of no challenge in it, and other sheets."""
    known = {_reference(logged) for logged in log.rows}
    for reference, lines in log.events.items():
        if reference not in known:
            yield from (
                LeftOut(line.place, line.line.text, "an event of no challenge in the log", True) for line in lines
            )
    for sheet in workbook.sheets:
        if sheet.name not in log.read_sheets and sheet.rows():
            first = sheet.rows()[0]
            yield LeftOut(
                sheet.name, sheet.text(first, sheet.filled(first)[0]), "a sheet beside the log", like_answer=True
            )


def store(casefile: Casefile, context: Context, row: LogEntry, life: LoggedLife, name: str) -> LogEntry:
    """Store what a row of the log brings; the row with the challenge that it is of. Needs an open transaction."""
    challenge = life.challenge.id or _insert(casefile, context, life.challenge)
    ids: dict[int, int] = {}
    for event in life.events:
        ids[event.id] = tables.insert(casefile, replace(event, id=0, challenge_id=challenge))
    for said in life.corrections:
        instead = ids.get(said.instead_id, said.instead_id) if said.instead_id else None
        tables.insert(casefile, replace(said, event_id=ids.get(said.event_id, said.event_id), instead_id=instead))
    if life.update:
        ledgers.note_update(casefile, challenge, replace(row, update_text=life.update), name)
    return replace(row, challenge_id=challenge, reason="")


def _insert(casefile: Casefile, context: Context, challenge: Challenge) -> ChallengeId:
    """A challenge under the reference that it has; one of our own is never given again."""
    prefix, year, number = challenge.reference.rsplit("-", 2)
    if prefix == context.partnership.prefix and number.isdecimal():
        numbers.reach(casefile, f"challenge:{2000 + int(year)}", int(number))
    return ChallengeId(tables.insert(casefile, challenge))
