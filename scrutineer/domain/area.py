"""A de-identified profile of one partnership: levels, counts and ages. No text but what was chosen, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrutineer.domain.scale import NON_SCORES
from scrutineer.errors import UserError

FORMAT = "scrutineer-profile-1"


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """One judgement as it leaves a casefile: which question, the level on its scale and that level's word."""

    target: str
    scale_id: str
    level: str
    word: str
    strength: str
    direction: str


@dataclass(frozen=True, slots=True)
class AreaItem:
    """A text that the scrutineer chose to carry."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProfile:
    """One area under a label of the scrutineer's own. `days_open` are the ages of open challenges in days.

    It holds what partners may know; `withheld` says how many challenges, items and judgements are not in it.
    """

    label: str
    framework: str
    cycle_months: int
    levels: tuple[AreaLevel, ...]
    evidence: Mapping[str, int] = field(default_factory=dict)
    evidence_months: tuple[int, ...] = ()
    challenges: Mapping[str, int] = field(default_factory=dict)
    days_open: tuple[int, ...] = ()
    returns_asked: int = 0
    returns_answered: int = 0
    items: tuple[AreaItem, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)

    def level_of(self, target: str) -> AreaLevel | None:
        """The level of one question, or None where it was not judged."""
        return next((level for level in self.levels if level.target == target), None)


def middle(numbers: tuple[int, ...]) -> int | None:
    """The middle one of some ages, the lower of two; None of none. Ages may have a middle, levels never do."""
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else None


def as_plain(profile: AreaProfile) -> dict[str, Any]:
    """The profile as it is written to a file."""
    return {
        "format": FORMAT,
        "label": profile.label,
        "framework": profile.framework,
        "cycle_months": profile.cycle_months,
        "levels": [
            {name: getattr(level, name) for name in ("target", "scale_id", "level", "word", "strength", "direction")}
            for level in profile.levels
        ],
        "evidence": dict(profile.evidence),
        "evidence_months": list(profile.evidence_months),
        "challenges": dict(profile.challenges),
        "days_open": list(profile.days_open),
        "returns_asked": profile.returns_asked,
        "returns_answered": profile.returns_answered,
        "items": [{"title": item.title, "text": item.text} for item in profile.items],
        "withheld": dict(profile.withheld),
    }


def from_plain(name: str, raw: Any) -> AreaProfile:
    """A profile from a file's content; what is no profile, or is of another version, is said in words."""
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UserError(f"{name} is no area profile of this version.", "Ask for one written by Scrutineer.")
    try:
        return AreaProfile(
            label=str(raw["label"]),
            framework=str(raw["framework"]),
            cycle_months=int(raw["cycle_months"]),
            levels=tuple(AreaLevel(**{key: str(value) for key, value in level.items()}) for level in raw["levels"]),
            evidence={str(kind): int(number) for kind, number in raw["evidence"].items()},
            evidence_months=tuple(int(number) for number in raw["evidence_months"]),
            challenges={str(status): int(number) for status, number in raw["challenges"].items()},
            days_open=tuple(int(number) for number in raw["days_open"]),
            returns_asked=int(raw["returns_asked"]),
            returns_answered=int(raw["returns_answered"]),
            items=tuple(AreaItem(str(item["title"]), str(item["text"])) for item in raw["items"]),
            withheld={str(kind): int(number) for kind, number in raw.get("withheld", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(f"{name} is an area profile that is not whole.", "Ask for it to be written again.") from None


def comparable(levels: tuple[AreaLevel | None, ...]) -> bool:
    """Whether levels stand on one scale, all of them levels: only then may anybody say which is higher."""
    placed = [level for level in levels if level is not None and level.level not in NON_SCORES]
    return len(placed) == len(levels) and len({level.scale_id for level in placed}) == 1
