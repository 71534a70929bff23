"""Time, handed in: one clock from the composition root, so that nothing else ever asks the machine what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def today(self) -> date:
        """The local day."""

    def now(self) -> datetime:
        """This moment in UTC, to the second."""


class MachineClock:
    """The clock of this machine."""

    def today(self) -> date:
        """The local day."""
        return date.today()

    def now(self) -> datetime:
        """This moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)


class SetClock:
    """A clock that stands still until it is moved: for the worked example, whose days are past, and for tests."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def today(self) -> date:
        """The local day of the moment it is set to."""
        return self.moment.astimezone().date()

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.moment.astimezone(UTC).replace(microsecond=0)


def stamp(clock: Clock) -> str:
    """This moment in UTC, ISO 8601, to the second: how times are stored."""
    return clock.now().isoformat()
