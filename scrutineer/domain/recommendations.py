"""Recommendations of reviews, and the same lesson coming back in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.ids import AgencyId, EvidenceId

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
    number: str = ""
    text: str
    agency_id: AgencyId | None = None
    owner: str = ""
    due: date | None = None
    target: str = ""


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
    every = [(recommendation, own_words(recommendation.text)) for recommendation in recommendations]
    pairs = []
    for (first, second), number_shared in Counter(_meetings(every)).items():
        (earlier, earlier_words), (later, later_words) = every[first], every[second]
        shorter = min(len(earlier_words), len(later_words))
        if number_shared >= _FEW and 100 * number_shared >= ALIKE * shorter:
            percent = round(100 * number_shared / shorter)
            pairs.append(Alike(earlier, later, percent, tuple(sorted(earlier_words & later_words))))
    return tuple(sorted(pairs, key=lambda pair: -pair.percent))


def _meetings(every: list[tuple[Recommendation, frozenset[str]]]) -> Iterator[tuple[int, int]]:
    """The places of two recommendations of different reviews, once for each word that they share."""
    by_word: dict[str, list[int]] = {}
    for place, (recommendation, words) in enumerate(every):
        for word in words:
            holders = by_word.setdefault(word, [])
            for holder in holders:
                if every[holder][0].evidence_id != recommendation.evidence_id:
                    yield holder, place
            holders.append(place)
