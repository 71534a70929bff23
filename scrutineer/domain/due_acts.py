"""What a thing waits for, as its own life says it: the list of what is due is made of these."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.due import NextAct


def if_unset(day: date | None) -> str:
    """Said behind why something waits, where the day it is listed by is not one that anybody set."""
    return "" if day is not None else "; no day was set"


class DueAct(NamedTuple):
    """Since when it waits, the day by which, whose move it is, the act, and why in words.

    `on` is None where no day can be named, so that it is due at once.
    """

    since: date | None
    on: date | None
    waiting: Waiting
    act: NextAct
    why: str
