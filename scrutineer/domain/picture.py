"""A picture before anybody draws it: shapes and words in their places, the same for the window and the printed page.

Lengths are in text sizes (1 is the size of the text), x from the left, y from the top. Colours are names of tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Literal, Protocol, TypeAlias

from scrutineer.domain.dates import MONTHS

SMALL = 0.93
"""The size of small words."""
EDGE = 1.2
"""What is left free at the sides of a picture."""
LINE = 1.3
"""From a line of words to the next."""

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


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    tone: str


class Sign(Enum):
    """Shapes that are told apart without any colour."""

    DISC = "disc"
    DOT = "small disc"
    HALF = "half-filled circle"
    BULLSEYE = "circle with a dot"
    SQUARE = "hollow square"
    FULL_SQUARE = "square"
    DIAMOND = "hollow diamond"
    FULL_DIAMOND = "diamond"
    CROSS = "cross"


SIGN_REACH = 0.45
"""How far a sign of size 1 goes from its middle to any side."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign, its middle at a point."""

    x: float
    y: float
    sign: Sign
    tone: str = "text-2"
    size: float = 1.0


Shape: TypeAlias = Words | Hairline | Arrow | Ring | Mark | Bars | Box | Signed


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is laid out for a width: what is drawn, one after the other."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table that says what a picture shows."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(Protocol):
    """What is drawn in a width, read out in words, and said by a table."""

    @property
    def title(self) -> str:
        """What it is a picture of."""

    @property
    def legend(self) -> str:
        """What the picture as a whole says, in a line."""

    @property
    def spoken(self) -> str:
        """The whole picture in words."""

    @property
    def table(self) -> Tabled:
        """The same as a table."""

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """Its shapes in a width."""


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


def in_lines(words: str, width: float, measure: Callable[[str], float], most: int = 2) -> list[str]:
    """Words in at most so many lines of a width; what has no room in the last of them ends in an ellipsis."""
    lines = wrapped(words, width, measure)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, width, measure) for line in lines]


def named(lines: Sequence[str], x: float, middle: float) -> list[Shape]:
    """The lines of a name, one below the other around a middle."""
    first = middle - LINE * (len(lines) - 1) / 2
    return [Words(x, first + LINE * number, line) for number, line in enumerate(lines)]


Sample: TypeAlias = Signed | Mark | Box
"""What a key explains; where it stands in itself does not matter."""


def key_of(entries: Sequence[tuple[Sample, str]], width: float, top: float, measure: Measure) -> Drawn:
    """What each shape means, side by side and in as many lines as that takes; its height is where it ends."""
    shapes: list[Shape] = []
    x, y = EDGE, top + 0.9
    for sample, words in entries:
        room = width - 2 * EDGE - 1.3
        said = fitted(words, room, lambda part: measure(part, False) * SMALL)
        wide = 1.3 + measure(said, False) * SMALL
        if x > EDGE and x + wide > width - EDGE:
            x, y = EDGE, y + LINE
        shapes.append(moved(sample, x + 0.5, y))
        shapes.append(Words(x + 1.3, y, said, tone="text-2", size=SMALL))
        x += wide + 1.2
    return Drawn(width, y + 0.8 if entries else top, tuple(shapes))


def moved(sample: Sample, x: float, y: float) -> Sample:
    """The same with its middle at a point."""
    if isinstance(sample, Box):
        return replace(sample, x=x - sample.width / 2, y=y - sample.height / 2)
    return replace(sample, x=x, y=y)


@dataclass(frozen=True, slots=True)
class DayAxis:
    """Days from left to right, the first and the last at its ends."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        days = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days / days

    def months(self) -> list[date]:
        """The first day of each month that begins on it."""
        day = date(self.first.year, self.first.month, 1)
        months = []
        while day <= self.last:
            if day >= self.first:
                months.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return months

    def labels(self, measure: Measure, taken: tuple[float, float] | None = None) -> list[tuple[date, str]]:
        """The months that are named: as many as have room, evenly, and none where `taken` stands already."""
        months = self.months()
        long = len(months) > 13

        def name(day: date) -> str:
            return f"{MONTHS[day.month - 1][:3]} {day.year % 100:02d}" if long else MONTHS[day.month - 1][:3]

        widest = max([measure(name(day), False) * SMALL for day in months], default=0.0) + 0.6
        least = min([self.x(after) - self.x(day) for day, after in pairwise(months)], default=widest)
        every = next((number for number in (1, 2, 3, 4, 6, 12, 24) if number * least >= widest), 48)
        left, right = taken or (0.0, 0.0)
        return [
            (day, name(day))
            for day in months[::every]
            if self.x(day) + widest <= self.right + 0.6 and (self.x(day) + widest <= left or self.x(day) >= right)
        ]
