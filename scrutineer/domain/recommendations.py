"""Recommendations, of reviews and of one's own, by their dated events; the same lesson coming back in other words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from scrutineer.domain.challenge import Impact
from scrutineer.domain.checklists import Met
from scrutineer.domain.ids import (
    AgencyId,
    CycleId,
    EvidenceId,
    InspectionId,
    JudgementId,
    PieceId,
    RecommendationId,
    SeatId,
)
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Seat
from scrutineer.domain.rules import DayDone, DayDue, Label, Line, Problem, Title, before, is_blank

ALIKE = 60
"""Percent of the shorter recommendation's own words that must stand in the other for the pair to be shown."""

_FEW = 3  # words below which a likeness says nothing
# The grammar of English and the words that every recommendation in this field has: alike in these says nothing.
_COMMON = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "being", "by", "can", "could", "do", "does", "for", "from",
    "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "more", "must", "not", "of", "on", "or",
    "our", "shall", "should", "so", "such", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "to", "was", "were", "what", "when", "where", "which", "who", "will", "with",
    "within", "would", "all", "any", "each", "every", "ensure", "ensures", "ensuring", "partnership", "partners",
    "partner", "agencies", "agency", "children", "child", "safeguarding", "recommendation", "review", "reviews",
    "practice",
))  # fmt: skip


class RecommendationKind(Enum):
    """Whose a recommendation is."""

    REVIEW = "local review"
    NATIONAL = "national review"
    OWN = "the scrutineer's own"
    AUDIT = "audit or dip sample"
    INSPECTION = "inspection or peer review"


class RecommendationMove(Enum):
    """What can happen to a recommendation."""

    MADE = "made"
    CHASED = "chased"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not accepted"
    UNDER_WAY = "under way"
    EVIDENCE = "evidence"
    TESTED = "tested"
    RETEST = "retest"
    DONE = "done"
    LAPSED = "lapsed"
    BENCHMARK = "benchmarked"
    IMPACT = "impact asked"
    REOPENED = "reopened"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation: of the review, audit or inspection that an evidence item holds, or of the scrutineer.

    What it rests on is the item, the judgement, the piece or the inspection; at least one of them, but for a national
    review's, which may stand in a framework: then `target` is its line there. `owner` is a role,
    never a name; `seat_id` the seat that owns it. `test` is how one will know that it made a difference. `thread` names
    the matter it belongs to, across years. `due` is the day it was first to be done by; events may move it.
    """

    id: RecommendationId = RecommendationId(0)
    kind: RecommendationKind = RecommendationKind.REVIEW
    cycle_id: CycleId | None = None
    evidence_id: EvidenceId | None = None
    judgement_id: JudgementId | None = None
    piece_id: PieceId | None = None
    inspection_id: InspectionId | None = None
    number: Line = ""
    text: Title
    agency_id: AgencyId | None = None
    seat_id: SeatId | None = None
    owner: Line = ""
    due: DayDue | None = None
    target: Label = ""
    test: str = ""
    thread: Label = ""
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        stands_in_a_framework = self.kind is RecommendationKind.NATIONAL and bool(self.target)
        if not any(rests_on(self)) and not stands_in_a_framework:
            yield Problem(
                "The recommendation rests on nothing", "Say from which item, judgement, piece or inspection it follows."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEvent:
    """One dated event of a recommendation. `due` is the next day by which something is to happen, `by` a role.

    `met` says how far it is met here, of one that is benchmarked.
    """

    id: int = 0
    recommendation_id: RecommendationId
    kind: RecommendationMove
    on_date: DayDone
    text: str = ""
    by: Line = ""
    due: DayDue | None = None
    impact: Impact | None = None
    met: Met | None = None
    marking: Marking = Marking.PARTNER

    def problems(self) -> Iterator[Problem]:
        """What its fields may not be to each other."""
        if before(self.due, self.on_date):
            yield Problem("What is due is due before the day of the event", "Give a later day.", "due")
        if self.kind is RecommendationMove.LAPSED and is_blank(self.text):
            yield Problem("A recommendation that lapsed needs the reason", "Say why it lapsed.", "text")


def owner_in_words(recommendation: Recommendation, seats: Iterable[Seat], agency: str) -> str:
    """Who is to do it: the seat that owns it, else the role, each with its agency; else the agency; "" for nobody."""
    seat = next((seat.title for seat in seats if seat.id == recommendation.seat_id), "")
    return ", ".join(filter(None, (seat or recommendation.owner, agency)))


def own_words(text: str) -> frozenset[str]:
    """The words that carry a recommendation's meaning, plurals as singulars."""
    words = re.findall(r"[a-z]{3,}", text.casefold())
    return frozenset(word.removesuffix("s") for word in words if word not in _COMMON)


def rests_on(recommendation: Recommendation) -> tuple[int | None, ...]:
    """What a recommendation follows from: its item, judgement, piece and inspection."""
    return (
        recommendation.evidence_id, recommendation.judgement_id, recommendation.piece_id, recommendation.inspection_id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """Two recommendations of different sources whose words are alike, and how much in percent: a person decides."""

    earlier: Recommendation
    later: Recommendation
    percent: int
    shared: tuple[str, ...]


def alike(recommendations: Iterable[Recommendation]) -> tuple[Alike, ...]:
    """Pairs from different sources that share most of the shorter one's own words, the most alike first.

    Only pairs that share at least one word are compared, so that the cost grows with shared words, not with pairs.
    """
    every: list[tuple[Recommendation, frozenset[str]]] = []
    holders: dict[str, list[int]] = defaultdict(list)  # by word, the places of those that hold it
    pairs = []
    for place, later in enumerate(recommendations):
        later_words = own_words(later.text)
        shared_with = Counter(chain.from_iterable(holders[word] for word in later_words))
        several = sorted(place for place, number in shared_with.items() if number >= _FEW)
        for earlier_place in several:
            (earlier, earlier_words), number_shared = every[earlier_place], shared_with[earlier_place]
            shorter = min(len(earlier_words), len(later_words))
            if 100 * number_shared >= ALIKE * shorter and rests_on(earlier) != rests_on(later):
                percent = round(100 * number_shared / shorter)
                pairs.append(Alike(earlier, later, percent, tuple(sorted(earlier_words & later_words))))
        every.append((later, later_words))
        for word in later_words:
            holders[word].append(place)
    return tuple(sorted(pairs, key=lambda pair: -pair.percent))
