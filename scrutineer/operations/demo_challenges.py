"""What happens to the challenges of the worked example once they were raised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Ending, Event, EventKind, Impact, ResponseView
from scrutineer.domain.ids import ChallengeId
from scrutineer.operations import challenges

Raw = Mapping[str, Any]
Find = Callable[[Casefile], ChallengeId]


def happen(casefile: Casefile, find: Find, entry: Raw) -> None:
    """Record an event of a challenge; one that was written down with a wrong day, with that day."""
    challenges.record_event(
        casefile, challenge_id=find(casefile), kind=EventKind(entry["kind"]),
        on_date=entry.get("written_as", entry["on"]), text=entry.get("text", ""), by=entry.get("by", ""),
        due=entry.get("due"), view=ResponseView(entry["view"]) if "view" in entry else None,
        stage=entry.get("stage", ""),
    )  # fmt: skip


def correct(casefile: Casefile, find: Find, entry: Raw) -> None:
    """Put the day right of an event that was recorded with a wrong one."""
    challenge = find(casefile)
    wrong = {"challenge_id": challenge, "kind": EventKind(entry["kind"]), "on_date": entry["written_as"]}
    (event,) = tables.rows(casefile, Event, **wrong)
    challenges.correct_event(
        casefile, event_id=event.id, reason=entry["why_corrected"], instead=replace(event, on_date=entry["on"]),
        on_date=entry["corrected_on"],
    )  # fmt: skip


def close(casefile: Casefile, find: Find, entry: Raw) -> None:
    """Close a challenge in its way."""
    challenges.close_challenge(
        casefile, challenge_id=find(casefile), ending=Ending(entry["ending"]), impact=Impact(entry["impact"]),
        text=entry["text"], on_date=entry["on"],
    )  # fmt: skip
