"""A picture before anybody draws it: shapes and words in their places, the same for the window and the printed page.

Lengths are in text sizes (1 is the size of the text), x from the left, y from the top. Colours are names of tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

SMALL = 0.93
"""The size of small words."""

Measure: TypeAlias = Callable[[str, bool], float]
"""How wide words are at size 1, in text sizes; whether they are strong."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, its middle at `y`. `anchor` says which part of it stands at `x`."""

    x: float
    y: float
    text: str
    tone: str = "text"
    strong: bool = False
    size: float = 1.0
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Hairline:
    """A line as thin as can be drawn, from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str = "border"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A level line with a head at `x2`."""

    x1: float
    x2: float
    y: float
    tone: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A hollow circle."""

    x: float
    y: float
    radius: float = 0.54


@dataclass(frozen=True, slots=True)
class Mark:
    """A level's filled shape, or the ring of what is no level, by its look."""

    x: float
    y: float
    look: str
    size: float = 1.2


@dataclass(frozen=True, slots=True)
class Bars:
    """Three rising bars from `x` on, so many of them filled."""

    x: float
    y: float
    filled: int
    size: float = 1.3


Shape: TypeAlias = Words | Hairline | Arrow | Ring | Mark | Bars


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is laid out for a width: what is drawn, one after the other."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def wrapped(words: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Words broken into lines no wider than `width`; a single word is never broken."""
    lines = [""]
    for word in words.split():
        wider = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(wider) > width:
            lines.append(word)
        else:
            lines[-1] = wider
    return lines


def fitted(words: str, width: float, measure: Callable[[str], float]) -> str:
    """Words as they are where they fit, else as much of them as does, with an ellipsis."""
    if measure(words) <= width:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(f"{words[:middle].rstrip()}…") <= width else (low, middle - 1)
    return f"{words[:low].rstrip()}…"
