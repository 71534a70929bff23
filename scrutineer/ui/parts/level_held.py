"""A level as a form holds it: with the scale on which it was given, and on which it stays.

Keys are alike on many scales, and 1 is the best of one and the last but one of another: nothing moves from one to the
other but by somebody's choice, whether it is recorded or still being typed.
"""

from __future__ import annotations

from scrutineer.domain.scale import NON_SCORES, Scale
from scrutineer.operations.queries.context import level_word

_ON = "::"


def level_held(scale_id: str, level: str) -> str:
    """A level of a scale as a form holds it; what is no level is of no scale."""
    return level if level in NON_SCORES else f"{scale_id}{_ON}{level}"


def levels_held(scale: Scale) -> list[tuple[str, str]]:
    """The levels of a scale as they are offered, from the highest: the words and what a form holds."""
    return [(level.word, level_held(scale.id, level.key)) for level in reversed(scale.levels)]


def scale_and_level(held: str, in_use: Scale) -> tuple[str, str]:
    """What a form holds as a scale's id and a level of it."""
    scale, _, level = held.rpartition(_ON)
    return scale or in_use.id, level


def held_called(held: str) -> str:
    """What a level is called that is none of those offered: one of another scale."""
    scale, _, level = held.rpartition(_ON)
    return f"{level_word(scale, level)}, on another scale" if scale else level
