"""What a cycle carries over from the one before: what is still open, and what was closed in it with its impact."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import ChallengeFilter, challenges_now
from scrutineer.domain.challenge import ChallengeNow, Event, EventKind, Impact, Life, Status
from scrutineer.domain.partnership import Cycle
from scrutineer.domain.words import counted
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import Context


@dataclass(frozen=True, slots=True)
class ClosedChallenge:
    """A challenge that was closed in the cycle before, with what is known of children since: the newest word of it."""

    life: Life
    said: Event

    @property
    def impact(self) -> str:
        """What changed for children, in short."""
        if self.life.status is Status.CLOSED_WITHDRAWN:
            return "superseded or withdrawn"
        return (self.said.impact or Impact.NONE_KNOWN).value


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What goes on from the cycle before, None for the first cycle; and what was closed in it."""

    before: Cycle | None
    open: tuple[ChallengeNow, ...] = ()
    closed: tuple[ClosedChallenge, ...] = ()

    @property
    def in_words(self) -> str:
        """How many go on, how many were closed, and with what."""
        if self.before is None:
            return ""
        shown = sum(closed.impact == Impact.SHOWN.value for closed in self.closed)
        ended = f"{counted(len(self.closed), 'was', 'were')} closed in {self.before.name}"
        known = f", {shown} of them with the impact shown" if self.closed else ""
        go_on = "goes on" if len(self.open) == 1 else "go on"
        return f"{counted(len(self.open), 'open challenge')} {go_on}; {ended}{known}."


def carried_over(casefile: Casefile, context: Context) -> CarriedOver:
    """What the current cycle carries. Reads the events of those alone that were closed in the cycle before."""
    before = context.previous_cycle
    if before is None:
        return CarriedOver(None)
    still = challenges_now(casefile, ChallengeFilter(open=True, not_of=context.cycle.id))
    ended = [
        now.challenge.id
        for now in challenges_now(casefile, ChallengeFilter(open=False))
        if now.state.closed_on and before.starts <= now.state.closed_on < context.cycle.starts
    ]
    closed = (ClosedChallenge(life, _newest_word(life)) for life in lives(casefile, ended))
    return CarriedOver(before, still, tuple(closed))


def _newest_word(life: Life) -> Event:
    """The closing, or the newest time that impact was asked about since."""
    return next(event for event in reversed(life.events) if event.kind in {EventKind.CLOSED, EventKind.IMPACT})
