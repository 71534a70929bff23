"""What a laid-out picture may never do, whatever it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from scrutineer.domain.picture import (
    SIGN_REACH,
    Arrow,
    Bars,
    Box,
    Drawn,
    Hairline,
    Mark,
    Picture,
    Ring,
    Shape,
    Signed,
    Words,
)

Rect = tuple[float, float, float, float]
NUMBER = re.compile(r"\d[\d,]*")


def measure(words: str, strong: bool) -> float:
    return len(words) * (0.58 if strong else 0.54)


def rect_of(shape: Shape) -> Rect:
    """Left, top, right, bottom."""
    match shape:
        case Words():
            wide, tall = measure(shape.text, shape.strong) * shape.size, shape.size * 1.1
            left = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
            return left, shape.y - tall / 2, left + wide, shape.y + tall / 2
        case Hairline():
            return min(shape.x1, shape.x2), min(shape.y1, shape.y2), max(shape.x1, shape.x2), max(shape.y1, shape.y2)
        case Arrow():
            return min(shape.x1, shape.x2), shape.y, max(shape.x1, shape.x2), shape.y
        case Box():
            assert shape.width >= 0
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Ring() | Mark() | Signed():
            reach = {Ring: 0.54, Mark: 0.5, Signed: SIGN_REACH}[type(shape)] * getattr(shape, "size", 1.0)
            return shape.x - reach, shape.y - reach, shape.x + reach, shape.y + reach
        case Bars():
            return shape.x, shape.y - 0.6, shape.x + shape.size, shape.y + 0.6


def meet(first: Rect, second: Rect) -> bool:
    slack = 0.02
    return (
        first[0] < second[2] - slack
        and second[0] < first[2] - slack
        and first[1] < second[3] - slack
        and second[1] < first[3] - slack
    )


def faults(drawn: Drawn) -> Iterator[str]:
    """What stands outside the frame, and words that stand over words, or over a sign."""
    for shape in drawn.shapes:
        left, top, right, bottom = rect_of(shape)
        if left < -0.02 or top < -0.02 or right > drawn.width + 0.02 or bottom > drawn.height + 0.02:
            yield f"outside {drawn.width} by {drawn.height}: {shape}"
    words = [shape for shape in drawn.shapes if isinstance(shape, Words)]
    signs = [shape for shape in drawn.shapes if isinstance(shape, Signed | Mark)]
    for first, second in (*combinations(words, 2), *((word, sign) for word in words for sign in signs)):
        if meet(rect_of(first), rect_of(second)):
            yield f"{first} over {second}"


def assert_sound(picture: Picture, width: float) -> Drawn:
    """Nothing outside, nothing over anything, and a table whose rows are as wide as its headings."""
    drawn = picture.laid_out(width, measure)
    assert list(faults(drawn)) == []
    assert {len(row) for row in picture.table.rows} <= {len(picture.table.headings)}
    return drawn


def numbers(words: str) -> list[str]:
    return NUMBER.findall(words)
