"""What pages show of challenges."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge, Event, Life, sort_events
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.ids import ChallengeId


def lives(casefile: Casefile) -> tuple[Life, ...]:
    """Every challenge with its events, in the order of their references. Two queries, however many there are."""
    events: dict[int, list[Event]] = defaultdict(list)
    for event in tables.rows(casefile, Event):
        events[event.challenge_id].append(event)
    return tuple(Life(challenge, sort_events(events[challenge.id])) for challenge in tables.rows(casefile, Challenge))


def life_of(casefile: Casefile, challenge_id: ChallengeId) -> Life:
    """One challenge with its events."""
    challenge = tables.get(casefile, Challenge, challenge_id)
    return Life(challenge, sort_events(tables.rows(casefile, Event, challenge_id=challenge_id)))


def needing_decision(all_lives: tuple[Life, ...], today: date) -> tuple[Life, ...]:
    """The open challenges, the most days overdue first, then the longest open."""
    still_open = [life for life in all_lives if life.is_open]
    return tuple(sorted(still_open, key=lambda life: (-life.days_overdue(today), -life.days_open(today))))


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An item a challenge rests on, with its link."""

    item: Evidence
    link: Link


def rests_on(casefile: Casefile) -> dict[int, tuple[RestsOn, ...]]:
    """The evidence linked to each challenge."""
    items = {item.id: item for item in tables.rows(casefile, Evidence)}
    found: dict[int, list[RestsOn]] = defaultdict(list)
    for link in tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE):
        found[int(link.target)].append(RestsOn(items[link.evidence_id], link))
    return {challenge: tuple(rests) for challenge, rests in found.items()}
