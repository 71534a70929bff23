"""Small things that are drawn by hand, and charts as the code of a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group, String
from reportlab.pdfgen.canvas import Canvas

from scrutineer.reports.printed.looks import ink
from scrutineer.reports.printed.setting import TypeLook, TypeSetter
from scrutineer.reports.style import SEMIBOLD, register_fonts

_ROUND = 0.5523  # how far the handles of a quarter of a circle reach


def line(x1: float, y1: float, x2: float, y2: float, tone: str = "border", width: float = 0.5) -> str:
    """A straight line."""
    return f"{ink(tone, stroke=True)} {width:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"


def filled(x: float, y: float, width: float, height: float, tone: str) -> str:
    """A filled rectangle from its lower left corner."""
    return f"{ink(tone)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"


def outlined(x: float, y: float, width: float, height: float, tone: str, thick: float = 0.7) -> str:
    """The outline of a rectangle from its lower left corner."""
    return f"{ink(tone, stroke=True)} {thick:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S"


def _circle(x: float, y: float, radius: float) -> str:
    reach = radius * _ROUND
    quarters = []
    for across, up in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        if across * up > 0:
            quarters.append(
                (x + across * radius, y + up * reach, x + across * reach, y + up * radius, x, y + up * radius)
            )
        else:
            quarters.append(
                (x + across * reach, y + up * radius, x + across * radius, y + up * reach, x + across * radius, y)
            )
    curves = " ".join(" ".join(f"{number:.2f}" for number in curve) + " c" for curve in quarters)
    return f"{x + radius:.2f} {y:.2f} m {curves} h"


def sign(kind: str, x: float, y: float, tone: str, reach: float = 4.0) -> str:
    """A sign with its middle there: shapes that are told apart without their colour."""
    look = f"{ink(tone)} {ink(tone, stroke=True)} 1.1 w"
    if kind == "disc":
        return f"{look} {_circle(x, y, reach)} f"
    if kind == "half":
        half = f"q {x - reach:.2f} {y - reach:.2f} {reach:.2f} {2 * reach:.2f} re W n {_circle(x, y, reach)} f Q"
        return f"{look} {half} {_circle(x, y, reach - 0.5)} S"
    if kind == "clock":
        hands = f"{x:.2f} {y + reach * 0.55:.2f} m {x:.2f} {y:.2f} l {x + reach * 0.45:.2f} {y:.2f} l S"
        return f"{look} {_circle(x, y, reach - 0.5)} S {hands}"
    if kind == "diamond":
        corners = ((x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y))
        path = " l ".join(f"{across:.2f} {up:.2f}" for across, up in corners).replace(" l ", " m ", 1)
        return f"{look} {path} l h S"
    side = reach - 0.6
    return f"{look} [2 1.4] 0 d {x - side:.2f} {y - side:.2f} {2 * side:.2f} {2 * side:.2f} re S"


def chart(drawing: Drawing, setter: TypeSetter) -> str:
    """A chart as code; its words in the faces of the file."""
    register_fonts()
    words = list(_without_words(drawing))
    canvas = Canvas(io.BytesIO(), pagesize=(drawing.width, drawing.height))
    renderPDF.draw(drawing, canvas, 0, 0)
    shapes = [row for row in canvas.getCurrentPageContent().split("\n") if not row.startswith(("BT", "1 0 0 1 0 0 cm"))]
    return " ".join(["q", *shapes, "Q", *(_written(string, setter) for string in words)])


def _without_words(group: Drawing | Group) -> Iterator[Any]:
    """Take the words out of a drawing, and give them."""
    strings = [node for node in group.contents if isinstance(node, String)]
    group.contents = [node for node in group.contents if not isinstance(node, String)]
    yield from strings
    for node in group.contents:
        if isinstance(node, Group):
            yield from _without_words(node)


def _written(string: Any, setter: TypeSetter) -> str:
    fill = string.fillColor
    shade = f"{fill.red:.3f} {fill.green:.3f} {fill.blue:.3f} rg"
    look = TypeLook(string.fontSize, string.fontSize, shade, strong=string.fontName == SEMIBOLD)
    width, code = setter.one_line(string.text, look, 10_000)
    x = string.x - {"middle": width / 2, "end": width}.get(string.textAnchor, 0.0)
    return f"BT {setter.chosen(look)} 1 0 0 1 {x:.2f} {string.y:.2f} Tm {code} ET"
