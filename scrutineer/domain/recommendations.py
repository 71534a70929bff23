"""Recommendations of reviews, and the same lesson coming back in other words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Label, Line, Title

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation of the review that an evidence item holds. `owner` is a role, never a name."""

    id: int = 0
    evidence_id: EvidenceId
    number: Line = ""
    text: Title
    agency_id: AgencyId | None = None
    owner: Line = ""
    due: date | None = None
    target: Label = ""
    marking: Marking = Marking.PARTNER


def own_words(text: str) -> frozenset[str]:
    """The words that carry a recommendation's meaning, plurals as singulars."""
    words = re.findall(r"[a-z]{3,}", text.casefold())
    return frozenset(word.removesuffix("s") for word in words if word not in _COMMON)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two recommendations of different reviews whose words are alike, and how much in percent: a person decides."""

    earlier: Recommendation
    later: Recommendation
    percent: int
    shared: tuple[str, ...]


def alike(recommendations: Iterable[Recommendation]) -> tuple[Alike, ...]:
    """Pairs from different reviews that share most of the shorter one's own words, the most alike first.

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
            if 100 * number_shared >= ALIKE * shorter and earlier.evidence_id != later.evidence_id:
                percent = round(100 * number_shared / shorter)
                pairs.append(Alike(earlier, later, percent, tuple(sorted(earlier_words & later_words))))
        every.append((later, later_words))
        for word in later_words:
            holders[word].append(place)
    return tuple(sorted(pairs, key=lambda pair: -pair.percent))
