"""Evidence, its links and their bearing, and how strong a body of evidence is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.dates import long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId, LinkId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import AsRead, DayDone, DayDue, Label, Line, Problem, Title, Words, before, one_line
from scrutineer.domain.words import counted


class EvidenceKind(Enum):
    """What an item is."""

    OBSERVATION = "Observation"
    INTERVIEW = "Interview"
    FOCUS_GROUP = "Focus group"
    VISIT = "Visit"
    DIP_SAMPLE = "Dip sample"
    CHILDREN = "Children's voice"
    SURVEY = "Practitioner survey"
    AUDIT = "Multi-agency audit"
    DATA = "Data"
    REVIEW = "Practice review"
    MINUTES = "Minutes"
    DOCUMENT = "Document"
    LETTER = "Letter"
    RETURN = "Return"
    REPORT = "Report"


FIRST_HAND = frozenset(
    {
        EvidenceKind.OBSERVATION, EvidenceKind.INTERVIEW, EvidenceKind.FOCUS_GROUP, EvidenceKind.VISIT,
        EvidenceKind.DIP_SAMPLE, EvidenceKind.CHILDREN, EvidenceKind.SURVEY,
    }
)  # fmt: skip
"""Kinds that come from children, practitioners or the scrutineer's own eyes, not from an agency about itself."""


class Bearing(Enum):
    """Which way a linked item points."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Permission(Enum):
    """What was promised to the person quoted."""

    QUOTED = "may be quoted"
    ANONYMISED = "anonymised only"
    NOT_QUOTED = "not to be quoted"


class LinkTarget(Enum):
    """What evidence can be linked to."""

    LINE = "line"  # a step or a line of enquiry
    JUDGEMENT = "judgement"
    CHALLENGE = "challenge"
    OUTCOME = "outcome"
    PIECE = "piece"
    FINDING = "finding"
    ACTIVITY = "activity"
    RECOMMENDATION = "recommendation"


class Weighable(Protocol):
    """What weighing needs to know of an item."""

    @property
    def kind(self) -> EvidenceKind:
        """What it is."""

    @property
    def dated(self) -> date:
        """The date of the evidence."""

    @property
    def agency_id(self) -> AgencyId | None:
        """Its source; None is the scrutineer."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item as far as weighing goes."""

    id: EvidenceId
    kind: EvidenceKind
    dated: date
    received: date
    agency_id: AgencyId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One item. `number` is its reference in reports (E31) and is never used again."""

    id: EvidenceId = EvidenceId(0)
    number: int = 0
    title: Title
    kind: EvidenceKind
    dated: DayDone
    received: DayDone
    agency_id: AgencyId | None = None
    method: str = ""
    marking: Marking = Marking.PRIVATE
    limits: str = ""
    text: str = ""
    review_on: DayDue | None = None
    cycle_id: CycleId

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.received, self.dated):
            yield Problem(
                "The evidence was received before it was dated", "Give the day of receipt, or mend the date.", "dated"
            )
        if before(self.review_on, self.received):
            yield Problem(
                "The evidence is to be reviewed before it was received", "Give a later day of review.", "review_on"
            )

    @property
    def reference(self) -> str:
        """E31."""
        return f"E{self.number}"

    def next_act(self) -> DueAct | None:
        """What it waits for: to be looked at again, where a day was set for that."""
        if self.review_on is None:
            return None
        why = f"Dated {long_date(self.dated)}, to be looked at again"
        return DueAct(DueKind.EVIDENCE, self.received, self.review_on, Waiting.YOU, NextAct.LOOK, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file kept inside the casefile under its SHA-256; `text` is what search reads in it."""

    id: int = 0
    evidence_id: EvidenceId
    sha256: Label
    name: AsRead
    size: int
    text: AsRead = ""
    note: AsRead = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Evidence linked to a step, a line of enquiry, a judgement or a challenge, with its bearing."""

    id: LinkId = LinkId(0)
    evidence_id: EvidenceId
    target_kind: LinkTarget
    target: Title
    bearing: Bearing
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A quoted passage with its place and what was promised about quoting it."""

    id: int = 0
    evidence_id: EvidenceId
    place: Line
    quote: Words
    permission: Permission
    marking: Marking = Marking.PARTNER


class Strength(Enum):
    """How strong the evidence under a judgement is."""

    THIN = "thin"
    ADEQUATE = "adequate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class StrengthHint:
    """A suggested strength and the plain reasons for it. A person may override it with a reason."""

    strength: Strength
    reasons: tuple[str, ...]


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


@dataclass(frozen=True, slots=True)
class Weight:
    """What strength is suggested from: how many items, of which kinds, from which sources, and the newest's date.

    None among the sources is the scrutineer. Items linked as context do not weigh.
    """

    items: int = 0
    kinds: frozenset[EvidenceKind] = frozenset()
    sources: frozenset[AgencyId | None] = frozenset()
    newest: date | None = None

    @property
    def first_hand(self) -> bool:
        """Whether some of it comes from children, practitioners or the scrutineer's own eyes."""
        return not self.kinds.isdisjoint(FIRST_HAND)


def weigh(linked: Iterable[tuple[Weighable, Bearing]]) -> Weight:
    """The weight of a body of evidence, each item in it once; what is linked as context is left out."""
    weighed = tuple(item for item, bearing in linked if bearing is not Bearing.CONTEXT)
    return Weight(
        items=len(weighed),
        kinds=frozenset(item.kind for item in weighed),
        sources=frozenset(item.agency_id for item in weighed),
        newest=max((item.dated for item in weighed), default=None),
    )


def hint_of(weight: Weight, today: date) -> StrengthHint:
    """Suggest a strength from count, age and independence of sources.

    Strong: four items or more of three kinds or more, from two sources or more, one of them first-hand, the newest
    under 12 months old. Adequate: two items or more of two kinds or from two sources, the newest under 24 months old.
    Otherwise thin. (Rule: this program's own, after domain notes 1.4.)
    """
    if weight.newest is None:
        return StrengthHint(Strength.THIN, ("no evidence is linked that supports or contradicts",))
    kinds, sources, age = len(weight.kinds), len(weight.sources), months_between(weight.newest, today)
    reasons = (
        counted(weight.items, "item"),
        counted(kinds, "kind") + " of evidence",
        counted(sources, "source"),
        "some of it first-hand" if weight.first_hand else "none of it first-hand",
        "the newest under a month old" if age < 1 else f"the newest {counted(age, 'month')} old",
    )
    varied = kinds >= 3 and sources >= 2 and weight.first_hand
    if weight.items >= 4 and varied and age < 12:
        return StrengthHint(Strength.STRONG, reasons)
    if weight.items >= 2 and (kinds >= 2 or sources >= 2) and age < 24:
        return StrengthHint(Strength.ADEQUATE, reasons)
    return StrengthHint(Strength.THIN, reasons)


def strength_hint(linked: Iterable[tuple[Weighable, Bearing]], today: date) -> StrengthHint:
    """Suggest a strength for these items."""
    return hint_of(weigh(linked), today)


def require_title(title: str) -> str:
    """A title of one line, or a sentence that asks for it."""
    return one_line(title, "The evidence has no title yet.", "Say in a few words what you saw, heard or read.")
