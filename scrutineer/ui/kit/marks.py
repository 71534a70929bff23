"""Marks that stand beside words: a level in a table, and how strong the evidence is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scrutineer.domain.evidence import Strength
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import label
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground, draw_line
from scrutineer.ui.kit.paint import paint_bars, paint_mark
from scrutineer.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class LevelMark:
    """What a cell paints: a look ("" for none) and the words beside it."""

    look: str
    words: str


class MarkDelegate(QStyledItemDelegate):
    """Paints the LevelMark in a cell's value."""

    def __init__(self, theme: Theme, first: bool = False) -> None:
        super().__init__()
        self._theme, self._first = theme, first

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark, words."""
        theme = self._theme
        draw_ground(painter, theme, option, first=self._first)
        mark: LevelMark = index.data(VALUE)
        box: QRect = option.rect
        left = box.left() + theme.px(10)
        if mark.look:
            paint_mark(painter, theme, mark.look, QPointF(left + theme.px(7), box.center().y()), theme.px(13))
            left += theme.px(20)
        words = QRect(left, box.top(), box.right() - left - theme.px(4), box.height())
        draw_line(painter, theme, mark.words, words, theme.font("dense"), theme.colour("text"))


class StrengthBars(QWidget):
    """Three bars, as many filled as the evidence is strong."""

    def __init__(self, theme: Theme, strength: Strength) -> None:
        super().__init__()
        self._theme, self._strength = theme, strength
        self.setFixedSize(QSize(theme.px(16), theme.px(18)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars."""
        filled = list(Strength).index(self._strength) + 1
        paint_bars(QPainter(self), self._theme, filled, 0, self.height() / 2, self._theme.px(15))


def icon_label(theme: Theme, name: str, tone: str = "text", size: int = 16) -> QWidget:
    """An icon as a label."""
    made = label("")
    made.setPixmap(icons.pixmap(name, theme.colour(tone).name(), theme.px(size), made.devicePixelRatioF()))
    return made
