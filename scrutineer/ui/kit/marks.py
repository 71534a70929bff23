"""Marks that stand beside words: a level in a table, and how strong the evidence is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from scrutineer.domain.evidence import Strength
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import label
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.lists import VALUE, Index, draw_ground, draw_line
from scrutineer.ui.kit.paint import FIGURE, paint_bars, paint_figure, paint_mark
from scrutineer.ui.theme import Theme, space


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


class BarsDelegate(QStyledItemDelegate):
    """Paints the Strength in a cell's value as bars, its word beside them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bars, word."""
        theme, box = self._theme, option.rect
        draw_ground(painter, theme, option, first=False)
        strength: Strength = index.data(VALUE)
        left = box.left() + theme.px(10)
        paint_bars(painter, theme, list(Strength).index(strength) + 1, left, box.center().y(), theme.px(15))
        left += theme.px(20)
        words = QRect(left, box.top(), box.right() - left - theme.px(4), box.height())
        draw_line(painter, theme, str(index.data()), words, theme.font("dense"), theme.colour("text"))


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


class _Sign(QWidget):
    """One mark of a legend: the look of a level or of what is none, else a figure in its disc."""

    def __init__(self, theme: Theme, sign: str) -> None:
        super().__init__()
        self._theme, self._sign = theme, sign
        self.setFixedSize(QSize(theme.px(FIGURE), theme.px(FIGURE)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark as the table paints it."""
        painter, middle = QPainter(self), QPointF(self.width() / 2, self.height() / 2)
        if self._sign.isdecimal():
            paint_figure(painter, self._theme, self._sign, middle)
        elif self._sign:
            paint_mark(painter, self._theme, self._sign, middle, self._theme.px(14))


class Legend(QWidget):
    """What the marks of a table mean, each mark beside its words; it goes on in a next line where the width is short.

    A sign is a figure, a look, or "" for words alone.
    """

    def __init__(self, theme: Theme, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        parts: list[QWidget] = []
        for sign, words in entries:
            said = label(words, "small")
            entry = QWidget()
            box = QHBoxLayout(entry)
            box.setContentsMargins(0, 0, space(10), 0)
            box.setSpacing(space(6))
            for part in (*([_Sign(theme, sign)] if sign else []), said):
                box.addWidget(part)
            parts.append(entry)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(space(14), space(5), space(14), space(5))
        inside.addWidget(flow(*parts, spacing=6))
        self.setAccessibleName("; ".join(words for _, words in entries))


def icon_label(theme: Theme, name: str, tone: str = "text", size: int = 16) -> QWidget:
    """An icon as a label."""
    made = label("")
    made.setPixmap(icons.pixmap(name, theme.colour(tone).name(), theme.px(size), made.devicePixelRatioF()))
    return made
