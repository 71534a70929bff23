"""What a thing waits for, as its own life says it: the list of what is due, the report of it, and what pages show of
earlier cycles are made of these, so that none of them can say that something is open which another takes for done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, Protocol

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct

ASK_AGAIN = 28
"""Days after which what was promised without a day is asked about again."""


def asked_again(since: date) -> date:
    """When what waits since a day, and has no day of its own, is asked about again."""
    return since + timedelta(days=ASK_AGAIN)


def if_unset(day: date | None) -> str:
    """Said behind why something waits, where the day it is listed by is not one that anybody set."""
    return "" if day is not None else "; no day was set"


class DueAct(NamedTuple):
    """One thing that is waited for: since when, the day by which, whose move it is, the act, and why in words.

    `on` is None where no day can be named, so that it is due at once.
    """

    kind: DueKind
    since: date | None
    on: date | None
    waiting: Waiting
    act: NextAct
    why: str

    @property
    def theirs(self) -> bool:
        """Whether it is the move of whom it was put to."""
        return self.waiting is Waiting.THEM


def waits_since(kind: DueKind, since: date, due: date | None, waiting: Waiting, act: NextAct, why: str) -> DueAct:
    """What is waited for since a day: by the day that was set, else until it is asked about again, which is said."""
    return DueAct(kind, since, due or asked_again(since), waiting, act, f"{why} {long_date(since)}{if_unset(due)}")


class HasNextAct(Protocol):
    """What may wait for something: a record with a date or a promise."""

    def next_act(self) -> DueAct | None:
        """What it waits for; None where it is done with, or never waited."""
