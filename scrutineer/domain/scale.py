"""Scales: levels with names, shapes and descriptors, a declared direction, and the tokens that are no level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from scrutineer.errors import UserError

NOT_YET = "not-yet"
INSUFFICIENT = "insufficient"
NON_SCORES = {NOT_YET: "Not yet scrutinised", INSUFFICIENT: "Insufficient evidence to judge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level. `look` names the shape and colours of tokens.json; `typed` is what people type for it.

    `colours` are the names of cell colours that mean it. `assurance` is the level of assurance that the
    scrutineer has declared it to stand for, or "" where none was declared: it is never worked out.
    """

    key: str
    word: str
    short: str = ""
    look: str = ""
    descriptor: str = ""
    typed: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    assurance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Levels from the lowest to the highest, whatever numbers are typed for them.

    `kind` is "levels", "percent" or "narrative". `not_applicable` and `unanswered` are the tokens that
    mean an answer of "does not apply" and no answer at all.
    """

    id: str
    name: str
    kind: str = "levels"
    levels: tuple[Level, ...] = ()
    not_applicable: tuple[str, ...] = ("n/a", "na", "not applicable")
    not_applicable_colours: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    source: str = ""
    own: bool = False  # written out in a mapping, not one that ships
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Know every level by its key: pages ask about one for each cell they show."""
        places: dict[str, int] = {}
        for place, level in enumerate(self.levels):
            places.setdefault(level.key, place)
        object.__setattr__(self, "_places", places)

    def level(self, key: str) -> Level | None:
        """The level with this key, or None."""
        place = self._places.get(key)
        return None if place is None else self.levels[place]

    def word(self, key: str) -> str:
        """The words for a level or a non-score; for a percentage, the figure with its sign."""
        if key in NON_SCORES:
            return NON_SCORES[key]
        level = self.level(key)
        if level is not None:
            return level.word
        return f"{key}%" if self.kind == "percent" and key else key

    def look(self, key: str) -> str:
        """The look in tokens.json of a level or a non-score; of anything else, that of what is not yet judged."""
        level = self.level(key)
        return level.look if level and level.look else key if key in NON_SCORES else NOT_YET

    def rank(self, key: str) -> int | None:
        """The place of a level counted from the lowest, 0; None for anything that is no level here."""
        return self._places.get(key)

    def ranked(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the keys that are levels here, each once, the lowest first."""
        given = set(keys)
        return tuple(level.key for level in self.levels if level.key in given)

    def direction(self) -> str:
        """In words, which end is which."""
        if self.kind == "percent":
            return "0% lowest, 100% highest"
        if not self.levels:
            return "in words, no levels"
        lowest, highest = self.levels[0], self.levels[-1]
        return f"{lowest.key} lowest, {highest.key} highest"


NO_SCALE = Scale(id="none", name="No scale", kind="narrative", not_applicable=())
"""What a workbook without levels declares."""


def steps_between(scale: Scale, lower: str, higher: str) -> int | None:
    """How many levels `higher` stands above `lower`; None where either is no level of this scale."""
    low, high = scale.rank(lower), scale.rank(higher)
    return None if low is None or high is None else high - low


def require_scale(scales: tuple[Scale, ...], scale_id: str) -> Scale:
    """The scale with this id, or a sentence that lists those there are."""
    for scale in scales:
        if scale.id == scale_id:
            return scale
    known = ", ".join(scale.id for scale in scales)
    raise UserError(f"There is no scale called “{scale_id}”.", f"Choose one of: {known}.")


def own_scale(levels: Sequence[Mapping[str, Any]], name: str = "", scale_id: str = "own") -> Scale:
    """A scale that is written out, its levels from the lowest to the highest, each with its key and its word.

    Raises ValueError, in words, where that is no scale.
    """
    keys = [str(level["key"]) for level in levels]
    if len(keys) < 2:
        raise ValueError("a scale needs at least two levels, the lowest first")
    if len({key.casefold() for key in keys}) < len(keys):
        raise ValueError("two levels of the scale have the same key")
    raw = {"id": scale_id, "name": name or f"{', '.join(keys)}, the last one best", "levels": list(levels)}
    return replace(parse_scale(raw), own=True)


def parse_scale(raw: Mapping[str, Any]) -> Scale:
    """A scale from a TOML table; a missing part is named."""
    try:
        return Scale(
            id=raw["id"],
            name=raw["name"],
            kind=raw.get("kind", "levels"),
            levels=tuple(_level(level) for level in raw.get("levels", ())),
            not_applicable=tuple(raw.get("not_applicable", ())),
            not_applicable_colours=tuple(raw.get("not_applicable_colours", ())),
            unanswered=tuple(raw.get("unanswered", ())),
            source=raw.get("source", ""),
        )
    except KeyError as missing:
        raise UserError(f"The scale lacks {missing}.", "Add it and load it again.") from None


def _level(raw: Mapping[str, Any]) -> Level:
    return Level(
        key=str(raw["key"]),
        word=raw["word"],
        short=raw.get("short", raw["word"]),
        look=raw.get("look", ""),
        descriptor=raw.get("descriptor", ""),
        typed=tuple(str(item) for item in raw.get("typed", ())),
        colours=tuple(raw.get("colours", ())),
        assurance=raw.get("assurance", ""),
    )
