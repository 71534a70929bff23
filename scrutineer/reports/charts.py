"""The shapes of levels and of evidence on a printed page: shape and word carry the meaning, colour only repeats it."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Circle, Group, Polygon, Rect, String
from reportlab.lib.colors import white

from scrutineer.domain.scale import INSUFFICIENT
from scrutineer.reports.style import SEMIBOLD, colour, level_colour


def box(x: float, y: float, width: float, height: float, **look: Any) -> Rect:
    """A rectangle without an outline unless one is asked for."""
    return Rect(x, y, width, height, **{"strokeColor": None, **look})


def mark(look: str, x: float, y: float, size: float = 11) -> Group:
    """A level's shape, or the ring of a non-score, centred on a point. Filled means a level."""
    unit, fill = size / 16, level_colour(look)
    group = Group()
    if look == "strong":
        group.add(Circle(x, y, 7 * unit, fillColor=fill, strokeColor=None))
    elif look == "reasonable":
        side = 13 * unit
        group.add(box(x - side / 2, y - side / 2, side, side, rx=unit, ry=unit, fillColor=fill))
    elif look == "limited":
        points = [x, y + 7 * unit, x + 7.3 * unit, y - 6 * unit, x - 7.3 * unit, y - 6 * unit]
        group.add(Polygon(points, fillColor=fill, strokeColor=None))
    elif look == "none":
        reach = 7.4 * unit
        group.add(Polygon([x, y + reach, x + reach, y, x, y - reach, x - reach, y], fillColor=fill, strokeColor=None))
    elif look == INSUFFICIENT:
        group.add(Circle(x, y, 6.6 * unit, fillColor=None, strokeColor=fill, strokeWidth=1))
        group.add(String(x, y - 2.6, "?", fontName=SEMIBOLD, fontSize=7.5, fillColor=fill, textAnchor="middle"))
    else:
        group.add(
            Circle(
                x,
                y,
                6.4 * unit,
                fillColor=None,
                strokeColor=fill,
                strokeWidth=1.1,
                strokeDashArray=[1.8, 1.6],
            )
        )
    return group


def bars(filled: int, x: float, y: float) -> Group:
    """Three rising bars, so many of them filled."""
    group = Group()
    for number, height in enumerate((3.6, 6.2, 8.8)):
        ink = colour("text")
        fill = ink if number < filled else white
        group.add(box(x + number * 3.6, y - 3, 2.6, height, fillColor=fill, strokeColor=ink, strokeWidth=0.5))
    return group
