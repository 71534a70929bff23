"""Where sources say different things: plain rules, each with its sources. Nothing here says who is right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.indicators import FAR as FAR_SHARES
from scrutineer.domain.places import AboutEvidence, AboutIndicator, AboutRecommendation, AboutReturns, AboutTarget
from scrutineer.domain.scale import Scale, steps_between

CHECKS = frozenset(
    {
        EvidenceKind.AUDIT, EvidenceKind.DIP_SAMPLE, EvidenceKind.SURVEY, EvidenceKind.OBSERVATION,
        EvidenceKind.VISIT, EvidenceKind.CHILDREN, EvidenceKind.FOCUS_GROUP,
    }
)  # fmt: skip
"""Kinds that test what an agency says of itself."""

FAR = 2
"""Levels between an agency's own view and another voice from which they are put side by side."""


class Rule(Enum):
    """Why two things are put side by side. The value is its heading."""

    SELF_AND_CHECK = "High self-assessment, contradicted by a check"
    SELF_AND_VOICE = "High self-assessment, a much lower view"
    NUMBERS = "Two returns give different numbers"
    FIGURES = "An agency’s figure, contradicted by a check"
    FINAL = "Evidence that contradicts a final judgement"
    REPEATED = "The same recommendation again"


RULES = {
    Rule.SELF_AND_CHECK: "An agency's own level stands in the upper half of the scale, and an audit, survey, sample, "
    "visit or children's voice of the same cycle on the same line is linked as contradicting.",
    Rule.SELF_AND_VOICE: f"An agency's own level stands {FAR} levels or more above the view of practitioners, young "
    "scrutineers or the partners together, on the same line.",
    Rule.NUMBERS: "Two workbooks give different figures for the same thing: a contribution and year, a seat at a "
    "meeting, a course and period, an indicator and period, or one agency's answer to one standard.",
    Rule.FIGURES: "A sample, an audit or a survey gives another figure of an indicator than the agency’s own data do, "
    "for the same period and group: another number where both are of as many, else a share that lies "
    f"{FAR_SHARES:.0f} percentage points or more away.",
    Rule.FINAL: "A final judgement in the upper half of the scale with evidence linked as contradicting it.",
    Rule.REPEATED: "Recommendations of two sources, of any kind and year, share most of their own words. Whether they "
    "are the same is yours to say.",
}
"""Each rule in plain words, as it is shown beside what it found."""


@dataclass(frozen=True, slots=True)
class ConflictingSource:
    """Where one side stands, and its words."""

    about: AboutEvidence | AboutTarget | AboutReturns | AboutRecommendation | AboutIndicator
    words: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more sources side by side, on a step or line ("" for none), and the question it raises.

    `about` says whom and which line it is about, `differs` what is said there: the two halves of `text`, for a list.
    """

    rule: Rule
    target: str
    text: str
    sources: tuple[ConflictingSource, ...]
    question: str
    agency_id: AgencyId | None = None
    evidence_ids: tuple[EvidenceId, ...] = ()
    about: str = ""
    differs: str = ""


def upper_half(scale: Scale, key: str) -> bool:
    """Whether a level stands in the upper half of its scale; never for a non-score or another scale's level."""
    rank = scale.rank(key)
    # the middle one of an odd number of levels belongs to neither half
    return rank is not None and rank * 2 >= len(scale.levels)


def far_above(scale: Scale, high: str, low: str) -> bool:
    """Whether one level stands far above another on the same scale."""
    apart = steps_between(scale, low, high)
    return apart is not None and apart >= FAR
