"""A level as a form holds it: by its key on the scale in use, of another scale with that scale, on which it stays.

Keys are alike on many scales, and 1 is the best of one and the last but one of another: nothing moves from one to the
other but by somebody's choice.
"""

from __future__ import annotations

from scrutineer.domain.scale import NON_SCORES, Scale
from scrutineer.operations.queries.context import level_word

_ON = "::"


def level_held(scale_id: str, level: str, in_use: Scale) -> str:
    """A level of a scale as a form holds it."""
    return level if level in NON_SCORES or scale_id == in_use.id else f"{scale_id}{_ON}{level}"


def scale_and_level(held: str, in_use: Scale) -> tuple[str, str]:
    """What a form holds as a scale's id and a level of it."""
    scale, _, level = held.rpartition(_ON)
    return scale or in_use.id, level


def held_called(held: str) -> str:
    """What a level that is not of the scale in use is called."""
    scale, _, level = held.rpartition(_ON)
    return f"{level_word(scale, level)}, on another scale" if scale else level
