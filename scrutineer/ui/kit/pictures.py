"""Paints a laid-out picture in the window, in the palette and at the text size in force."""

from __future__ import annotations

import math
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.picture import (
    SIGN_REACH,
    SMALL,
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
from scrutineer.domain.six_steps import ROW, TIGHT_ROW, SixSteps, laid_out
from scrutineer.ui.kit.paint import paint_bars, paint_mark
from scrutineer.ui.theme import Theme

_ANCHORS = {
    "start": Qt.AlignmentFlag.AlignLeft, "middle": Qt.AlignmentFlag.AlignHCenter, "end": Qt.AlignmentFlag.AlignRight,
}  # fmt: skip


class PictureView(QWidget):
    """A picture, as wide as its place and as high as that needs; read out in words."""

    NARROWEST = 36  # text sizes

    def __init__(self, theme: Theme, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.picture: Picture | None = None
        self._drawn: Drawn | None = None
        self._em = float(theme.font("dense").pixelSize())
        self._widths = {strong: QFontMetricsF(theme.font("dense", 600 if strong else 400)) for strong in (True, False)}
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: Picture) -> None:
        """Show this."""
        if picture == self.picture:
            return
        self.picture, self._drawn = picture, None
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(picture.spoken)
        self.updateGeometry()
        self.update()

    def _measure(self, words: str, strong: bool) -> float:
        return self._widths[strong].horizontalAdvance(words) / self._em

    def _for_width(self, width: int) -> Drawn | None:
        if self.picture is None:
            return None
        wide = max(float(self.NARROWEST), width / self._em)
        if self._drawn is None or self._drawn.width != wide:
            self._drawn = self._laid_out(self.picture, wide)
        return self._drawn

    def _laid_out(self, picture: Picture, width: float) -> Drawn:
        return picture.laid_out(width, self._measure)

    def heightForWidth(self, width: int) -> int:
        """As high as its rows are in this width."""
        drawn = self._for_width(width)
        return math.ceil(drawn.height * self._em) if drawn else 0

    def sizeHint(self) -> QSize:
        """As wide as it is, and as high as that needs."""
        return QSize(self._theme.px(560), self.heightForWidth(self.width() or self._theme.px(560)))

    def minimumSizeHint(self) -> QSize:
        """Never less than its rows."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shape by shape."""
        drawn = self._for_width(self.width())
        if drawn is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in drawn.shapes:
            self._paint(painter, shape)

    def _paint(self, painter: QPainter, shape: Shape) -> None:
        theme, em = self._theme, self._em
        match shape:
            case Words():
                self._words(painter, shape)
            case Hairline():
                painter.setPen(QPen(theme.colour(shape.tone), 1))
                painter.drawLine(_crisp(shape.x1 * em, shape.y1 * em), _crisp(shape.x2 * em, shape.y2 * em))
            case Arrow():
                self._arrow(painter, shape)
            case Ring():
                painter.setPen(QPen(theme.colour("text-2"), em * 0.11))
                painter.setBrush(theme.colour("surface"))
                painter.drawEllipse(QPointF(shape.x * em, shape.y * em), shape.radius * em, shape.radius * em)
            case Mark():
                paint_mark(painter, theme, shape.look, QPointF(shape.x * em, shape.y * em), shape.size * em)
            case Bars():
                paint_bars(painter, theme, shape.filled, shape.x * em, shape.y * em, shape.size * em)
            case Box():
                box = QRectF(shape.x * em, shape.y * em, shape.width * em, shape.height * em)
                painter.fillRect(box, theme.colour(shape.tone))
            case Signed():
                _paint_sign(painter, shape, theme.colour(shape.tone), em)
            case _:
                assert_never(shape)

    def _words(self, painter: QPainter, shape: Words) -> None:
        weight = 600 if shape.strong else 400
        painter.setFont(self._theme.font("small" if shape.size <= SMALL else "dense", weight))
        painter.setPen(self._theme.colour(shape.tone))
        wide = painter.fontMetrics().horizontalAdvance(shape.text) + 2.0
        back = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
        box = QRectF(shape.x * self._em - back, (shape.y - 1) * self._em, wide, 2 * self._em)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | _ANCHORS[shape.anchor], shape.text)

    def _arrow(self, painter: QPainter, shape: Arrow) -> None:
        em, ink = self._em, self._theme.colour(shape.tone)
        tip, y = shape.x2 * em, shape.y * em
        back = tip - (0.5 * em if shape.x2 > shape.x1 else -0.5 * em)
        painter.setPen(QPen(ink, em * 0.15))
        painter.drawLine(QPointF(shape.x1 * em, y), QPointF(back, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(tip, y), QPointF(back, y + 0.3 * em), QPointF(back, y - 0.3 * em)]))


def _paint_sign(painter: QPainter, shape: Signed, ink: QColor, em: float) -> None:
    """A sign, filled or hollow: no two of them are one shape."""
    centre, reach = QPointF(shape.x * em, shape.y * em), SIGN_REACH * shape.size * em
    sign, thick = shape.sign, em * 0.13
    filled = sign in (Sign.DISC, Sign.DOT, Sign.FULL_SQUARE, Sign.FULL_DIAMOND)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(ink, thick))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    inner = reach if filled else reach - thick / 2
    around = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
    if sign is Sign.CROSS:
        side = inner * 0.8
        painter.drawLine(centre + QPointF(-side, -side), centre + QPointF(side, side))
        painter.drawLine(centre + QPointF(-side, side), centre + QPointF(side, -side))
    elif sign in (Sign.SQUARE, Sign.FULL_SQUARE):
        painter.drawRect(around.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))
    elif sign in (Sign.DIAMOND, Sign.FULL_DIAMOND):
        ends = ((0.0, -inner), (inner, 0.0), (0.0, inner), (-inner, 0.0))
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in ends]))
    elif sign is Sign.DOT:
        painter.drawEllipse(centre, reach * 0.62, reach * 0.62)
    else:
        painter.drawEllipse(around)
    painter.setBrush(ink)
    if sign is Sign.HALF:
        painter.drawPie(around, 90 * 16, 180 * 16)
    elif sign is Sign.BULLSEYE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, reach * 0.4, reach * 0.4)


class SixStepsPicture(PictureView):
    """The steps in two cycles."""

    def __init__(self, theme: Theme, *, tight: bool = False) -> None:
        """`tight` spares height where it is short."""
        super().__init__(theme)
        self._row = TIGHT_ROW if tight else ROW

    def show_picture(self, picture: Picture) -> None:
        """Show this, named by its cycles too."""
        super().show_picture(picture)
        if isinstance(picture, SixSteps):
            cycles = filter(None, (picture.before, picture.after))
            self.setAccessibleName(f"{picture.title}, {' and '.join(cycles)}")

    def _laid_out(self, picture: Picture, width: float) -> Drawn:
        if isinstance(picture, SixSteps):
            return laid_out(picture, width, self._measure, row_height=self._row)
        return super()._laid_out(picture, width)


def _crisp(x: float, y: float) -> QPointF:
    """On a pixel, so that a hairline is one."""
    return QPointF(round(x) + 0.5, round(y) - 0.5)
