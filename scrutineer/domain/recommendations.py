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
    every = [(one, own_words(one.text)) for one in recommendations]
    shared = Counter(_meetings(every))
    found = [
        _pair(every[a], every[b])
        for (a, b), number in shared.items()
        if number >= _FEW and 100 * number >= ALIKE * min(len(every[a][1]), len(every[b][1]))
    ]
    return tuple(sorted(found, key=lambda pair: -pair.percent))


_Words = tuple[Recommendation, frozenset[str]]


def _meetings(every: list[_Words]) -> Iterator[tuple[int, int]]:
    """The places of two recommendations of different reviews, once for each word that they share."""
    by_word: dict[str, list[int]] = {}
    for place, (one, words) in enumerate(every):
        for word in words:
            known = by_word.setdefault(word, [])
            yield from ((other, place) for other in known if every[other][0].evidence_id != one.evidence_id)
            known.append(place)


def _pair(one: _Words, other: _Words) -> Alike:
    words = one[1] & other[1]
    return Alike(one[0], other[0], round(100 * len(words) / min(len(one[1]), len(other[1]))), tuple(sorted(words)))
