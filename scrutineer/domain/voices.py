"""Separately and together: what others say of a step or line, each kept as theirs, and how far the views lie apart.

A view is never turned into a level by the program, and views are never added up or averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId, TargetId, VoiceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import DayDone, Label, Line, Problem, Stamp, is_blank, require
from scrutineer.domain.scale import NON_SCORES, NOT_YET, Scale, steps_between
from scrutineer.errors import UserError


class Voice(Enum):
    """Whose view it is, other than the scrutineer's judgement and what agencies said in their returns."""

    JOINT = "joint view of the partners"
    AGENCY = "an agency's own view"
    YOUNG = "young scrutineers"
    PRACTITIONERS = "practitioners' survey"
    SCRUTINEER = "another scrutineer"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What somebody other than the scrutineer says of a step or line, in their own words.

    `level` is on the scale `scale_id` and theirs: NOT_YET where they gave none. A survey has its counts:
    `favourable` of `answered`, with `dont_know` beside them and never among them. `wording` marks the question as it
    stood when they answered it.
    """

    id: VoiceId = VoiceId(0)
    cycle_id: CycleId
    target: TargetId
    kind: Voice
    agency_id: AgencyId | None = None
    who: Line = ""
    scale_id: Label
    level: Label = NOT_YET
    words: str = ""
    favourable: int | None = None
    answered: int | None = None
    dont_know: int | None = None
    said_on: DayDone
    evidence_id: EvidenceId | None = None
    wording: str = ""
    author: Line = ""
    made: Stamp = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if self.kind is Voice.AGENCY and self.agency_id is None:
            yield Problem("It is not said whose view this is", "Choose the agency.")
        if (self.favourable is None) != (self.answered is None):
            yield Problem("A survey needs both numbers", "Say how many were favourable and how many answered.")
        if self.answered == 0:
            yield Problem("A survey that nobody answered says nothing", "Leave both numbers out.")
        if self.favourable is not None and self.answered is not None and self.favourable > self.answered:
            yield Problem("More were favourable than answered", "Leave those who did not know out of both numbers.")
        if self.level == NOT_YET and is_blank(self.words) and self.favourable is self.answered is None:
            yield Problem("The view says nothing yet", "Give their words, their level, or the counts of their survey.")

    @property
    def counts(self) -> str:
        """“26 of 41 favourable, 6 more did not know”; "" where nothing was counted."""
        if self.answered is None:
            return ""
        unsure = f", {self.dont_know} more did not know" if self.dont_know else ""
        return f"{self.favourable} of {self.answered} favourable{unsure}"


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice on one step or line: what it said last, and behind it what it said before, the newest first."""

    newest: View
    earlier: tuple[View, ...] = ()


def voice_of(view: View) -> tuple[object, ...]:
    """Who speaks, and of what: what else the same voice says of it stands before or after, never in its place."""
    return view.target, view.kind, view.agency_id, view.who


def by_voice(views: Iterable[View]) -> tuple[Heard, ...]:
    """Views by whoever gave them, in the order in which each first appears. The newest is that of the latest day; of
    several of one day the one recorded last."""
    spoken: dict[tuple[object, ...], list[View]] = {}
    for view in views:
        spoken.setdefault(voice_of(view), []).append(view)
    ordered = (sorted(each, key=lambda view: (view.said_on, view.id), reverse=True) for each in spoken.values())
    return tuple(Heard(newest, tuple(earlier)) for newest, *earlier in ordered)


def says_the_same(view: View, other: View) -> bool:
    """Whether two views of one voice say the same, whenever each was said."""
    return (view.scale_id, view.level, view.words, view.counts, view.evidence_id) == (
        other.scale_id, other.level, other.words, other.counts, other.evidence_id,
    )  # fmt: skip


def survey_of(view: View) -> tuple[object, ...]:
    """What is the same for all that one survey asked: the item that holds it, else whose it is and of which day."""
    return (view.evidence_id,) if view.evidence_id else (None, view.kind, view.agency_id, view.who, view.said_on)


def counts_fewer(view: View, least: int) -> bool:
    """Whether its counts name fewer people than that somewhere, or leave fewer over. None at all is not few."""
    if view.favourable is None or view.answered is None:
        return False
    parts = (view.favourable, view.answered - view.favourable, view.dont_know or 0)
    return any(0 < part < least for part in parts)


def require_view(view: View, scale: Scale) -> None:
    """Raise where a view says nothing, its level is not on the scale, or its counts cannot be."""
    require(view, "view")
    if view.level not in NON_SCORES and scale.level(view.level) is None:
        known = ", ".join(level.key for level in scale.levels)
        raise UserError(f"“{view.level}” is not a level of the scale in use.", f"Choose one of: {known}.")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where one voice stands on a scale: the lowest and highest level it takes, or "" where it takes none.

    `earlier` is what it said before, each in words, the newest first: it stands nowhere any more.
    """

    name: str
    low: str = ""
    high: str = ""
    words: str = ""
    mine: bool = False
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How far voices lie apart: in levels, or None where fewer than two stand on the scale.

    Only places are compared. Non-scores, other scales and views without a level take no part.
    """

    levels: int | None
    lowest: str = ""
    highest: str = ""
    placed: int = 0

    def short(self) -> str:
        """“2 levels apart, 4 voices”; "" where fewer than two stand on the scale."""
        if self.levels is None:
            return ""
        apart = "all agree" if self.levels == 0 else f"{self.levels} level{'s' if self.levels > 1 else ''} apart"
        return f"{apart}, {self.placed} voices"

    def in_words(self, scale: Scale) -> str:
        """“From Limited to Strong, two levels apart, among 4 voices”."""
        if self.levels is None:
            return "Only one voice stands on the scale." if self.placed else "No voice stands on the scale yet."
        if self.levels == 0:
            return f"All {self.placed} voices stand at {scale.word(self.lowest)}."
        apart = {1: "one level", 2: "two levels", 3: "three levels"}.get(self.levels, f"{self.levels} levels")
        low, high = (scale.word(key) for key in (self.lowest, self.highest))
        return f"From {low} to {high}: {apart} apart, among {self.placed} voices."


def spread(standpoints: Iterable[Standpoint], scale: Scale) -> Spread:
    """How far the voices lie apart, by their lowest and highest places."""
    placed = [standpoint for standpoint in standpoints if scale.level(standpoint.low) and scale.level(standpoint.high)]
    keys = scale.ranked(key for standpoint in placed for key in (standpoint.low, standpoint.high))
    if not keys:
        return Spread(None)
    # one voice may itself take several levels: that is no distance between voices
    apart = steps_between(scale, keys[0], keys[-1]) if len(placed) > 1 else None
    return Spread(apart, keys[0], keys[-1], len(placed))
