"""What pages show of challenges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scrutineer.casefile import states, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import (
    ChallengeFilter,
    challenge_ids,
    challenges_now,
    count_challenges,
    named_challenges,
    oldest_raised,
)
from scrutineer.domain.challenge import Challenge, ChallengeNow, Life
from scrutineer.domain.citations import cite_challenge
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.ids import ChallengeId
from scrutineer.operations.queries.context import Context

__all__ = [
    "ChallengeFilter",
    "RestsOn",
    "challenge_ids",
    "challenges_by_id",
    "challenges_now",
    "citations_of",
    "count_challenges",
    "life_of",
    "lives",
    "named_challenges",
    "oldest_raised",
    "rests_on",
]


def lives(casefile: Casefile, ids: Collection[int] | None = None) -> tuple[Life, ...]:
    """Challenges with all their events, in the order they were raised: for what prints or tests whole lives.

    Cost grows with their events; a list of challenges reads `challenges_now` instead.
    """
    return tuple(states.lives_in(casefile.view, ids))


def challenges_by_id(casefile: Casefile, ids: Collection[ChallengeId]) -> dict[ChallengeId, ChallengeNow]:
    """Challenges as lists show them, by id; one that is gone is left out."""
    every = challenges_now(casefile, ChallengeFilter(ids=frozenset(ids)))
    return {known.challenge.id: known for known in every}


def references_of(casefile: Casefile, ids: Sequence[ChallengeId]) -> list[str]:
    """The references of these challenges, in their order; one that is gone has none."""
    known = tables.by_id(casefile, Challenge, ids)
    return [known[number].reference for number in ids if number in known]


def citations_of(casefile: Casefile, ids: Sequence[ChallengeId]) -> list[str]:
    """How these challenges are cited, in their order; one that is gone is not."""
    known = challenges_by_id(casefile, ids)
    return [cite_challenge(known[number].challenge, known[number].state.raised_on) for number in ids if number in known]


def life_of(casefile: Casefile, challenge_id: ChallengeId) -> Life:
    """One challenge with its events."""
    tables.get(casefile, Challenge, challenge_id)
    return lives(casefile, [challenge_id])[0]


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An item a challenge rests on, with its link."""

    item: Evidence
    link: Link


def rests_on(casefile: Casefile, ids: Collection[int] | None = None) -> dict[int, tuple[RestsOn, ...]]:
    """The evidence linked to each of these challenges, or to every one."""
    if ids is None:
        links = tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE)
    else:
        targets = [str(challenge) for challenge in ids]
        links = tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE, target=targets)
    items = tables.by_id(casefile, Evidence, (link.evidence_id for link in links))
    resting: dict[int, list[RestsOn]] = defaultdict(list)
    for link in links:
        resting[int(link.target)].append(RestsOn(items[link.evidence_id], link))
    return {challenge: tuple(rests) for challenge, rests in resting.items()}


def put_to(context: Context, challenge: Challenge) -> str:
    """Whom a challenge is put to, for lists: the agency, or the role where it is the partnership."""
    return context.agency_name(challenge.agency_id, challenge.put_to)
