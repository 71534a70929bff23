"""Painting of marks: one function paints a level wherever it is shown. Shape and word carry the meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from scrutineer.domain.scale import INSUFFICIENT, NOT_YET
from scrutineer.ui.theme import Theme, tokens

if TYPE_CHECKING:
    from scrutineer.domain.scale import Scale

NON_LEVELS = (INSUFFICIENT, NOT_YET)
FIGURE = 22  # pixels at 100%: the disc round a figure


def look_of(scale: Scale, key: str) -> str:
    """The look in tokens.json of a level or a non-score of a scale."""
    return scale.look(key)


def paint_mark(painter: QPainter, theme: Theme, look: str, centre: QPointF, size: float) -> None:
    """A level's filled shape or a non-score's ring, centred on a point; `size` stands for 16 units."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre.x() - size / 2, centre.y() - size / 2)
    painter.scale(size / 16, size / 16)
    colour = theme.level_colour(look, "mark")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for shape in tokens()["level"][look]["geometry_in_16_by_16"]:
        _shape(painter, shape, colour, theme)
    painter.restore()


def _shape(painter: QPainter, shape: list[Any], colour: QColor, theme: Theme) -> None:
    kind = shape[0]
    if kind == "circle":
        painter.drawEllipse(QPointF(8, 8), 7, 7)
    elif kind == "rect":
        painter.drawRoundedRect(QRectF(1.5, 1.5, 13, 13), 2, 2)
    elif kind == "polygon":
        painter.drawPolygon(QPolygonF([QPointF(point[0], point[1]) for point in shape[1:]]))
    elif kind == "circle outline":
        _ring(painter, colour, dashed=len(shape) > 5)
    else:
        painter.setPen(colour)
        font = theme.font("caption", 600)
        font.setPixelSize(10)
        painter.setFont(font)
        painter.drawText(QRectF(0, 0, 16, 16), Qt.AlignmentFlag.AlignCenter, "?")


def _ring(painter: QPainter, colour: QColor, dashed: bool) -> None:
    pen = QPen(colour, 1.7 if dashed else 1.5)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # else each dash would reach over half of the gap
        pen.setDashPattern([2.6 / 1.7, 2.42 / 1.7])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = 6.4 if dashed else 6.6
    painter.drawEllipse(QPointF(8, 8), radius, radius)


def paint_bars(painter: QPainter, theme: Theme, filled: int, left: float, middle: float, size: float) -> None:
    """Three bars of rising height, so many of them filled: the strength of evidence."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = size / 16
    ink = theme.colour("text")
    for number, height in enumerate((5, 9, 13)):
        box = QRectF(left + (1 + number * 5) * unit, middle + 6.5 * unit - height * unit, 3.6 * unit, height * unit)
        painter.setPen(QPen(ink if number < filled else theme.colour("text-3"), 1))
        painter.setBrush(ink if number < filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 1, 1)
    painter.restore()


def figure_width(theme: Theme, words: str) -> int:
    """How wide the disc of a figure is: as wide as high, and wider for a longer one."""
    from PySide6.QtGui import QFontMetrics

    advance = QFontMetrics(theme.font("small", 600)).horizontalAdvance(words)
    return max(theme.px(FIGURE), advance + theme.px(10))


def paint_figure(painter: QPainter, theme: Theme, words: str, centre: QPointF) -> None:
    """A figure in a disc, centred on a point: pale and outlined, so that in grey it is not taken for a level."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide, high = figure_width(theme, words), theme.px(FIGURE)
    disc = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("border-strong"), 1))
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font("small", 600))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_wave(painter: QPainter, colour: QColor, left: float, right: float, foot: float) -> None:
    """A wavy line under a word."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    path = QPainterPath(QPointF(left, foot))
    place, up = left, True
    while place < right:
        path.quadTo(place + 1.5, foot + (-2 if up else 2), place + 3, foot)
        place, up = place + 3, not up
    painter.drawPath(path)
    painter.restore()
