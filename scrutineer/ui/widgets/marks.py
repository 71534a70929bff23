"""A level as a mark and a word in a table, on whatever scale it was given."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.operations.mappings import scales
from scrutineer.ui.theme import Theme
from scrutineer.ui.widgets.lists import VALUE, Index, draw_ground, draw_line
from scrutineer.ui.widgets.paint import NON_LEVELS, look_of, paint_mark


@dataclass(frozen=True, slots=True)
class LevelMark:
    """What a cell paints: a look ("" for none) and the words beside it."""

    look: str
    words: str


def mark_on(scale_id: str, level: str, words: str) -> LevelMark:
    """The mark of a level on a scale by its id; a non-score has its own on any scale."""
    scale = next((one for one in scales() if one.id == scale_id), None)
    if scale is None:
        return LevelMark(level if level in NON_LEVELS else "", words)
    return LevelMark(look_of(scale, level), words)


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
