"""The tour of the worked example: seven stops, each a place in the window and what is to be seen there."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.ids import TargetId
from scrutineer.ui.destinations import (
    Destination,
    ToChallenges,
    ToDue,
    ToEvidence,
    ToHome,
    ToLine,
    ToReports,
    ToReturns,
)

EXAMPLE = "Northmoor Safeguarding Children Partnership"
"""The partnership of the worked example, the only one whose casefile has a tour."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: where it is, what it is called, and what is to be seen and tried there."""

    place: Destination
    title: str
    words: str


STOPS = (
    Stop(
        ToHome(), "Where scrutiny stands",
        "Each step has a card with its judgement, how strong the evidence under it is and where it is going. Beside "
        "them stands what waits for you, the most pressing first; press one to go to it. There is no overall score.",
    ),
    Stop(
        ToEvidence(), "Everything that was read, heard or seen",
        "Each item has its source, its own date and a number by which it is cited. Choose one: its files open beside "
        "the register, and what you mark in them is kept as a quotation. Ctrl+E captures a new one in one line.",
    ),
    Stop(
        ToLine(TargetId("six-steps:4c")), "One line of enquiry",
        "What each voice says of it stands beside the others and is never combined. Below is your judgement: it is "
        "made final only on evidence, and every sentence may cite an item, as [E6].",
    ),
    Stop(
        ToReturns(), "What agencies sent back",
        "Their workbooks, read cell by cell: each answer keeps the cell it came from, and what could not be read is "
        "set aside with the reason, never guessed. Drop a workbook on the window to take another in.",
    ),
    Stop(
        ToChallenges(), "Challenges, until something changes for children",
        "Each has its whole life: raised, answered, tested, closed with what is known of its impact. Choose one and "
        "record what happened next. A wrong event is corrected by a further one and stays to be read.",
    ),
    Stop(
        ToDue(), "What is due",
        "Every promise and every day on one list: what, who it waits on, how late, and the next act one key away. It "
        "leaves the list by an event, or for a while by a reason.",
    ),
    Stop(
        ToReports(), "What leaves the machine",
        "Choose a kind and an edition: what is private never reaches a partner or the public, and what is withheld is "
        "counted. Click a sentence to see what it rests on. That is the round; make a casefile of your own when you "
        "like.",
    ),
)  # fmt: skip


def stop_at(place: int) -> int:
    """The stop that settings name, counted from 1: as they are kept, one that was left has a minus before it."""
    return min(len(STOPS), abs(place))
