"""Delegates: two-line rows with search hits marked, and the ring of the cell that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS, without_marks
from scrutineer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLayout, QTextLine

Index = QModelIndex | QPersistentModelIndex
SECOND_LINE = Qt.ItemDataRole.UserRole + 1
ICON_NAME = Qt.ItemDataRole.UserRole + 2
TONE = Qt.ItemDataRole.UserRole + 3
VALUE = Qt.ItemDataRole.UserRole + 4
ICON_TONE = Qt.ItemDataRole.UserRole + 5


def hit_ranges(text: str) -> list[tuple[int, int]]:
    """Start and length of each hit in the text without its marks."""
    ranges, at, start = [], 0, 0
    for character in text:
        if character == HIT_STARTS:
            start = at
        elif character == HIT_ENDS:
            ranges.append((start, at - start))
        else:
            at += 1
    return ranges


def draw_line(painter: QPainter, theme: Theme, text: str, box: QRect, font: QFont, ink: QColor, lines: int = 1) -> None:
    """A text in its box, its hits marked: in up to so many lines, the last cut at its end where that is too few."""
    words = without_marks(text)
    if not words:
        return
    from PySide6.QtGui import QTextLayout  # the first page stands without it

    ranges = hit_ranges(text)
    if ranges and lines == 1:
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        ranges = [(start, min(length, len(words) - start)) for start, length in ranges if start < len(words)]
    layout = QTextLayout(words, font)
    layout.setFormats([_hit_format(theme, start, length) for start, length in ranges])
    layout.beginLayout()
    laid: list[QTextLine] = []
    while len(laid) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(100_000 if lines == 1 else box.width())
        laid.append(line)
    layout.endLayout()
    height = round(laid[0].height())
    painter.save()
    painter.setClipRect(box)
    painter.setPen(ink)
    painter.setFont(font)
    top = box.top() + (box.height() - height * len(laid)) / 2
    for number, line in enumerate(laid):
        at = QPointF(box.left(), top + number * height)
        rest = words[line.textStart() :]
        goes_on = number == len(laid) - 1 and painter.fontMetrics().horizontalAdvance(rest) > box.width()
        if goes_on and not hit_ranges(text):
            cut = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
            place = QRect(box.left(), round(at.y()), box.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)
        elif lines == 1:
            layout.draw(painter, at)
        else:
            line.draw(painter, at)
    painter.restore()


def _hit_format(theme: Theme, start: int, length: int) -> QTextLayout.FormatRange:
    from PySide6.QtGui import QTextCharFormat, QTextLayout

    marked = QTextLayout.FormatRange()
    marked.start, marked.length = start, length
    form = QTextCharFormat()
    form.setBackground(theme.colour("hit"))
    form.setForeground(theme.colour("hit-text"))
    marked.format = form
    return marked


def shows_ring(option: Any) -> bool:
    """Whether a cell has the focus of somebody who works by keys."""
    from PySide6.QtWidgets import QStyle  # its enums are made as it is first named: a page without rows needs none

    both = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    return bool((option.state & both) == both)


def draw_ground(painter: QPainter, theme: Theme, option: Any, first: bool, ring: bool = True) -> None:
    """The row's fill, another for a heading; the selected row's bar, the line below, the ring of the focused cell."""
    from PySide6.QtWidgets import QStyle

    box = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    heading = not option.state & QStyle.StateFlag.State_Enabled
    painter.fillRect(box, theme.colour("selection" if selected else "surface-alt" if heading else "surface"))
    painter.setPen(theme.colour("border"))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if selected and first:
        painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
    if ring and shows_ring(option):
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRect(box.adjusted(1, 1, -2, -2))


class RowDelegate(QStyledItemDelegate):
    """Cells of a register: a first line, and a second where the model gives one; an icon where it names one."""

    ONE_LINE = 32  # pixels at 100% of a row

    def __init__(self, theme: Theme, height: int = ONE_LINE, *, bold: bool = False, two_lines: int = 0) -> None:
        super().__init__()
        self._theme, self._height, self._bold, self._two = theme, height, bold, two_lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the row."""
        tall = self._two and index.data(SECOND_LINE)
        return QSize(self._theme.px(80), self._theme.px(self._two if tall else self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, one or two lines."""
        theme = self._theme
        draw_ground(painter, theme, option, first=index.column() == 0)
        box = option.rect.adjusted(theme.px(10), 0, -theme.px(6), 0)
        tone = index.data(TONE) or "text"
        name = index.data(ICON_NAME)
        if name:
            box = self._icon(painter, box, name, index.data(ICON_TONE) or tone)
        text, second = str(index.data() or ""), index.data(SECOND_LINE)
        weight = 600 if self._bold or tone == "danger" else (500 if second else 400)
        line, font = theme.px(17), theme.font("dense", weight)
        may_wrap = box.height() >= line * (3 if second else 2) + theme.px(5)
        is_long = may_wrap and QFontMetrics(font).horizontalAdvance(without_marks(text)) > box.width()
        lines = 2 if is_long else 1
        if second is None or second == "":
            draw_line(painter, theme, text, box, font, theme.colour(tone), lines)
            return
        if not text:
            lines = 2 if box.height() >= 3 * line else 1
            draw_line(painter, theme, str(second), box, theme.font("small"), theme.colour("text-2"), lines)
            return
        if lines == 1 and box.height() >= theme.px(56) and HIT_STARTS not in str(second):
            self._three_lines(painter, box, line, text, str(second), tone, font)
            return
        top = box.top() + (box.height() - (1 + lines) * line) // 2
        upper = QRect(box.left(), top, box.width(), lines * line)
        lower = QRect(box.left(), top + lines * line, box.width(), line)
        draw_line(painter, theme, text, upper, font, theme.colour(tone), lines)
        draw_line(painter, theme, str(second), lower, theme.font("small"), theme.colour("text-2"))

    def _three_lines(
        self, painter: QPainter, box: QRect, line: int, text: str, second: str, tone: str, font: QFont
    ) -> None:
        """A first line and up to two lines below it."""
        theme = self._theme
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        fits = metrics.horizontalAdvance(second) <= box.width()
        top = box.top() + (box.height() - (2 if fits else 3) * line) // 2
        draw_line(
            painter,
            theme,
            text,
            QRect(box.left(), top, box.width(), line),
            font,
            theme.colour(tone),
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2"))
        cut = metrics.elidedText(second, Qt.TextElideMode.ElideRight, round(box.width() * 1.8))
        below = QRect(box.left(), top + line, box.width(), line * 2)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop), second if fits else cut)

    def _icon(self, painter: QPainter, box: QRect, name: str, tone: str) -> QRect:
        from scrutineer.ui import icons

        size = self._theme.px(16)
        ratio = painter.device().devicePixelRatioF()
        ink = self._theme.colour(tone if tone != "text" else "text-2").name()
        painter.drawPixmap(box.left(), box.center().y() - size // 2, icons.pixmap(name, ink, size, ratio))
        return box.adjusted(size + self._theme.px(7), 0, 0, 0)
