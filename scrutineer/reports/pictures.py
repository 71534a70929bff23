"""Draws a laid-out picture on the printed page, with the shapes of the charts."""

from __future__ import annotations

from typing import Any, assert_never

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, Rect, String, Wedge
from reportlab.graphics.shapes import Shape as Node
from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth

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
    Sign,
    Signed,
    Words,
)
from scrutineer.domain.six_steps import SixSteps, laid_out
from scrutineer.reports.charts import bars, box, mark
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour, register_fonts

_SIZE = 9.2  # points of the text


def six_steps_chart(picture: SixSteps, width: float, size: float = _SIZE) -> Drawing:
    """The steps in two cycles, so many points wide; names go on for as many lines as they need."""
    return _drawing(laid_out(picture, width / size, _measure, most_lines=12), width, size)


def picture_chart(picture: Picture, width: float, size: float = _SIZE) -> Drawing:
    """Any other picture, so many points wide."""
    return _drawing(picture.laid_out(width / size, _measure), width, size)


def _measure(words: str, strong: bool) -> float:
    register_fonts()
    return stringWidth(words, SEMIBOLD if strong else REGULAR, 1)


def _drawing(drawn: Drawn, width: float, size: float) -> Drawing:
    drawing = Drawing(width, drawn.height * size)
    for shape in drawn.shapes:
        drawing.add(_node(shape, drawing.height, size))
    return drawing


def _node(shape: Shape, height: float, em: float) -> Node:
    """A shape in points, from the bottom of the page up."""
    match shape:
        case Words():
            return _words(shape, height, em)
        case Hairline():
            ends = (shape.x1 * em, height - shape.y1 * em, shape.x2 * em, height - shape.y2 * em)
            return Line(*ends, strokeColor=colour(shape.tone), strokeWidth=0.5)
        case Arrow():
            return _arrow(shape, height - shape.y * em, em)
        case Ring():
            at = (shape.x * em, height - shape.y * em, shape.radius * em)
            return Circle(*at, fillColor=white, strokeColor=colour("text-2"), strokeWidth=1)
        case Mark():
            return mark(shape.look, shape.x * em, height - shape.y * em, shape.size * em)
        case Bars():
            return bars(shape.filled, shape.x * em, height - shape.y * em)
        case Box():
            high = shape.height * em
            corner = shape.x * em, height - shape.y * em - high
            return box(*corner, shape.width * em, high, fillColor=colour(shape.tone))
        case Signed():
            return _sign(shape, shape.x * em, height - shape.y * em, em)
        case _:
            assert_never(shape)


def _words(shape: Words, height: float, em: float) -> String:
    size = shape.size * em
    return String(
        shape.x * em,
        height - shape.y * em - size * 0.35,
        shape.text,
        fontName=SEMIBOLD if shape.strong else REGULAR,
        fontSize=size,
        fillColor=colour(shape.tone),
        textAnchor=shape.anchor,
    )


def _sign(shape: Signed, x: float, y: float, em: float) -> Group:
    """A sign, filled or hollow, as the window has it."""
    ink, sign, thick = colour(shape.tone), shape.sign, 1.1
    reach = SIGN_REACH * shape.size * em
    filled = sign in (Sign.DISC, Sign.DOT, Sign.FULL_SQUARE, Sign.FULL_DIAMOND)
    look: dict[str, Any] = {
        "fillColor": ink if filled else None,
        "strokeColor": None if filled else ink,
        "strokeWidth": thick,
    }
    inner = reach if filled else reach - thick / 2
    if sign is Sign.CROSS:
        side = inner * 0.8
        strokes = ((x - side, y - side, x + side, y + side), (x - side, y + side, x + side, y - side))
        return Group(*(Line(*ends, strokeColor=ink, strokeWidth=thick) for ends in strokes))
    if sign in (Sign.SQUARE, Sign.FULL_SQUARE):
        side = inner - thick / 2
        return Group(Rect(x - side, y - side, 2 * side, 2 * side, **look))
    if sign in (Sign.DIAMOND, Sign.FULL_DIAMOND):
        return Group(Polygon([x, y + inner, x + inner, y, x, y - inner, x - inner, y], **look))
    ring = Circle(x, y, reach * 0.62 if sign is Sign.DOT else inner, **look)
    if sign is Sign.HALF:
        return Group(ring, Wedge(x, y, inner, 90, 270, fillColor=ink, strokeColor=None))
    if sign is Sign.BULLSEYE:
        return Group(ring, Circle(x, y, reach * 0.4, fillColor=ink, strokeColor=None))
    return Group(ring)


def _arrow(shape: Arrow, y: float, em: float) -> Group:
    """The line, and a filled head at its end."""
    ink, tip = colour(shape.tone), shape.x2 * em
    back = tip - (4.5 if shape.x2 > shape.x1 else -4.5)
    head = Polygon([tip, y, back, y + 2.6, back, y - 2.6], fillColor=ink, strokeColor=None)
    return Group(Line(shape.x1 * em, y, back, y, strokeColor=ink, strokeWidth=1.3), head)
