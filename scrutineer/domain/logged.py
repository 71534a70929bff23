"""A challenge as a log tells it: what of its life is to come in, beside what is here of it already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scrutineer.domain.challenge import Challenge, Event, EventCorrection, EventKind, Life, life_of
from scrutineer.domain.challenge_events import broken_at
from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import ChallengeId

PASSING = 1 << 40
"""From this id on ids pass: they stand for events that have none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedLife:
    """A challenge with `events` and `corrections` that a log tells of it, those it holds or those to come in.

    The ids of events that are not here yet count from `PASSING`, in the order in which they were recorded. `update` is
    what somebody wrote into the log as the newest of it, "" where it says nothing of its own.
    """

    challenge: Challenge
    events: tuple[Event, ...]
    corrections: tuple[EventCorrection, ...] = ()
    update: str = ""

    @property
    def life(self) -> Life:
        """The life that these events make."""
        return life_of(self.challenge, self.events, self.corrections)

    @property
    def is_new(self) -> bool:
        """Whether the challenge is not here yet."""
        return not self.challenge.id

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is to come in."""
        return not (self.is_new or self.events or self.corrections or self.update)


@dataclass(frozen=True, slots=True)
class Known:
    """A challenge that is here: all its events and what was said of the wrong ones, and the events as each edition
    words them, where a text was held back. `told` are the ids of those that the log could tell."""

    challenge: Challenge
    events: tuple[Event, ...]
    corrections: tuple[EventCorrection, ...]
    worded: tuple[Event, ...]
    told: frozenset[int]


def signature(event: Event) -> tuple[object, ...]:
    """What makes two events of one challenge the same, whoever kept them: all but ids and marking."""
    return (event.kind, event.on_date, tidy(event.text), tidy(event.by), event.due, event.view, event.impact,
            event.ending, tidy(event.stage))  # fmt: skip


def what_is_new(logged: LoggedLife, known: Known) -> tuple[LoggedLife, str]:
    """What a log tells of a challenge beyond what is here, and why that cannot simply come in, in words; "" where it
    can."""
    same = _same_events(logged.events, known)
    news = tuple(
        replace(event, challenge_id=ChallengeId(known.challenge.id)) for event in logged.events if event.id not in same
    )
    said = {correction.event_id for correction in known.corrections}
    corrections = tuple(
        replace(
            correction, event_id=same.get(correction.event_id, correction.event_id),
            instead_id=same.get(correction.instead_id, correction.instead_id) if correction.instead_id else None,
        )
        for correction in logged.corrections if same.get(correction.event_id) not in said
    )  # fmt: skip
    new = LoggedLife(challenge=known.challenge, events=news, corrections=corrections, update=logged.update)
    return new, _why_apart(new, known, set(same.values()))


def _same_events(logged: Sequence[Event], known: Known) -> dict[int, int]:
    """By the id of each event of a log that is here, the id it has here; each of ours is met once."""
    ours: dict[tuple[object, ...], list[int]] = {}
    for event in (*known.events, *known.worded):
        ours.setdefault(signature(event), []).append(event.id)
    same: dict[int, int] = {}
    for event in logged:
        free = (number for number in ours.get(signature(event), ()) if number not in same.values())
        met = next(free, None)
        if met is not None:
            same[event.id] = met
    return same


def _why_apart(new: LoggedLife, known: Known, met: set[int]) -> str:
    struck = {correction.event_id for correction in (*known.corrections, *new.corrections)}
    ours = [event for event in _moves(known.events) if event.id in known.told and event.id not in met | struck]
    if ours and any(event.id not in struck for event in _moves(new.events)):
        return "it went on otherwise here than in the log: record by hand what is missing"
    before = broken_at(life_of(known.challenge, known.events, known.corrections))
    whole = (*known.corrections, *new.corrections)
    broken = broken_at(life_of(known.challenge, (*known.events, *new.events), whole))
    if broken and broken != before:
        return f"what the log tells cannot follow what is here. {broken}".rstrip(".")
    return ""


def _moves(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind is not EventKind.NOTE]
