"""Tables of cells on the tints of levels, each row and column with its heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scrutineer.ui.kit.heat_model import CELL, LOOK, NONE_JUDGED, HeatCell, HeatModel, HeatSpan, Index, cell_of
from scrutineer.ui.kit.marks import LevelMark
from scrutineer.ui.kit.paint import paint_figure, paint_mark
from scrutineer.ui.kit.scrolling import TableOfAPage, area_around
from scrutineer.ui.theme import Theme

_WIDEST, _WIDEST_HEADS = 132, 460
_MOST_LINES, _MOST_TRIES = 3, 3


def words_in_lines(words: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Words broken into lines of a width, between words; what does not fit ends in an ellipsis, after a whole word.

    Only a word that is wider than the width by itself is cut, or the first one where it has no room for the ellipsis.
    """
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    while rest:
        if metrics.horizontalAdvance(f"{lines[-1]}…") <= width or lines == words.split()[:1]:
            lines[-1] += "…"
            break
        shorter = lines.pop().rpartition(" ")[0]
        lines += [shorter] if shorter else []
    end = Qt.TextElideMode.ElideRight
    return [
        line if metrics.horizontalAdvance(line) <= width else metrics.elidedText(line, end, width) for line in lines
    ]


def shared(needs: Sequence[int], room: int) -> list[int]:
    """What each of several columns gets of a width: the same, but none less than it needs."""
    if not needs or sum(needs) >= room:
        return list(needs)
    even = set(range(len(needs)))
    while True:
        each = (room - sum(need for place, need in enumerate(needs) if place not in even)) // len(even)
        wider = {place for place in even if needs[place] > each}
        if not wider:
            break
        even -= wider
    widths = [each if place in even else need for place, need in enumerate(needs)]
    for place in sorted(even)[: room - sum(widths)]:
        widths[place] += 1
    return widths


class _HeatDelegate(QStyledItemDelegate):
    """Value and word on the level's tint; a moderated value as a part on the right with an arrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fonts = {bold: theme.font("small", 600 if bold else 400) for bold in (True, False)}
        self._widths: dict[tuple[str, bool], int] = {}  # a page of answers has few words, many times over

    def width_of(self, cell: HeatCell) -> int:
        """How wide a cell is with all its words."""
        if cell.figure or cell.shape:
            return self._theme.px(40)
        return self._width(cell.words, bold=bool(cell.look)) + self._part(cell) + self._theme.px(6)

    def _width(self, words: str, *, bold: bool) -> int:
        if (words, bold) not in self._widths:
            self._widths[words, bold] = QFontMetrics(self._fonts[bold]).horizontalAdvance(words)
        return self._widths[words, bold]

    def _part(self, cell: HeatCell) -> int:
        """How wide the moderated part is."""
        if not cell.moderated:
            return 0
        words = self._width(f"→{cell.moderated}", bold=True)
        return max(self._theme.px(24), words + self._theme.px(5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill, words, moderated part, ring of the focused cell."""
        theme, box = self._theme, option.rect
        cell: HeatCell = index.data(CELL)
        part = self._part(cell)
        left = QRect(box.left(), box.top(), box.width() - part, box.height())
        self._fill(painter, left, cell, option.widget)
        if part:
            right = QRect(left.right() + 1, box.top(), part, box.height())
            self._fill(
                painter, right, HeatCell(f"→{cell.moderated}", cell.moderated_look, tone="text"), None, bold=True
            )
            painter.setPen(theme.colour("border-strong"))
            painter.drawLine(right.topLeft(), right.bottomLeft())
        painter.setPen(theme.colour(cell.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(theme.colour("border"))
        painter.drawLine(box.topRight(), box.bottomRight())
        if option.state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected):
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _fill(self, painter: QPainter, box: QRect, cell: HeatCell, view: Any, bold: bool = False) -> None:
        theme, look = self._theme, cell.look
        painter.fillRect(box, theme.level_colour(look, "tint") if look else theme.colour(cell.ground))
        middle = QPointF(box.center().x() + 0.5, box.center().y() + 0.5)
        if cell.figure:
            paint_figure(painter, theme, str(cell.figure), middle)
            return
        if cell.shape:
            paint_mark(painter, theme, cell.shape, middle, theme.px(16))
            return
        ink: QColor = theme.level_colour(look, "text") if look else theme.colour(cell.tone)
        painter.setPen(ink)
        painter.setFont(self._fonts[bold or bool(look)])
        metrics, seen = painter.fontMetrics(), box
        if view is not None and box.height() > 2 * metrics.height() + theme.px(12):  # a block of cells
            seen = box.intersected(view.viewport().visibleRegion().boundingRect())
        most = max(1, (seen.height() - theme.px(4)) // metrics.lineSpacing())
        lines = words_in_lines(cell.words, metrics, box.width() - 4, most)
        painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))


class _Headings(QHeaderView):
    """Headings that break between words, across or down, and are as tall as their lines."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, view: QAbstractItemView) -> None:
        super().__init__(orientation, view)
        self._theme = theme
        self._font, self._plain = theme.font("small", 600), theme.font("small", 500)
        self.height_of_lines = theme.px(42)

    @property
    def _is_across(self) -> bool:
        return self.orientation() is Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """As tall as the lines of the tallest heading."""
        return QSize(self.length(), self.height_of_lines) if self._is_across else super().sizeHint()

    def _look(self, section: int) -> str:
        """The look of the level that stands beside a heading, or ""."""
        return str(self.model().headerData(section, self.orientation(), LOOK) or "") if self._is_across else ""

    def _arrow(self, section: int) -> str:
        """The sign by the heading that the rows are sorted by."""
        model = self.model()
        chosen = model.sorted_by if isinstance(model, HeatModel) and self._is_across else None
        if chosen is None or chosen[0] != section:
            return ""
        return " ↓" if chosen[1] is Qt.SortOrder.DescendingOrder else " ↑"

    def _mark_room(self, section: int) -> int:
        return self._theme.px(18) if self._look(section) else 0

    def needs(self, section: int) -> int:
        """The width at which a heading breaks between its words alone."""
        name = str(self.model().headerData(section, self.orientation()))
        metrics = QFontMetrics(self._font)
        widest = max((metrics.horizontalAdvance(word) for word in name.split()), default=0)
        return widest + self._theme.px(8) + self._mark_room(section)

    def whole(self, section: int) -> int:
        """The width at which a heading stands in one line."""
        name = str(self.model().headerData(section, self.orientation()))
        return QFontMetrics(self._font).horizontalAdvance(name) + self._theme.px(24)

    def fit_height(self) -> None:
        """Be as tall as the sections' widths ask for: two lines, three where a name goes on."""
        metrics = QFontMetrics(self._font)
        lines = 2
        for section in range(self.count()):
            name = str(self.model().headerData(section, self.orientation()))
            room = self.sectionSize(section) - self._mark_room(section)
            lines = max(lines, len(words_in_lines(name, metrics, room - self._theme.px(6), _MOST_LINES)))
        height = max(self._theme.px(42), lines * metrics.lineSpacing() + self._theme.px(10))
        if height != self.height_of_lines:
            self.height_of_lines = height
            self.setFixedHeight(height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Ground, the words in as many lines as there is room for, the line below."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("surface-alt" if self._is_across else "surface"))
        line = "border" if self._is_across else cell_of(self.model(), section, 0).line
        painter.setFont(self._font if self._is_across or line != "border" else self._plain)
        painter.setPen(theme.colour("text-2" if self._is_across else "text"))
        metrics = painter.fontMetrics()
        air = theme.px(3 if self._is_across else 12)
        box = rect.adjusted(air + self._mark_room(section), 0, -air, 0)
        most = max(1, (rect.height() - theme.px(4)) // metrics.lineSpacing())
        words = str(self.model().headerData(section, self.orientation())) + self._arrow(section)
        side = Qt.AlignmentFlag.AlignHCenter if self._is_across else Qt.AlignmentFlag.AlignLeft
        lines = words_in_lines(words, metrics, box.width(), most)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))
        if look := self._look(section):
            wide = max(metrics.horizontalAdvance(part) for part in lines)
            at = box.left() + (box.width() - wide) / 2 - self._mark_room(section) / 2 - theme.px(2)
            paint_mark(painter, theme, look, QPointF(at, box.center().y() + 0.5), theme.px(12))
        painter.setPen(theme.colour(line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not self._is_across:
            painter.setPen(theme.colour("border"))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()


class HeatTable(TableOfAPage):
    """A table of heat cells; arrows move from cell to cell. Its columns share the width where all fit; where not, the
    headings at the left stay and the rest is scrolled sideways."""

    def __init__(self, theme: Theme, name: str, *, narrowest: int = 84, heads: int = 218, widest: int = 0) -> None:
        super().__init__()
        self._widest = widest  # pixels at 100% that a column has at the most; 0 for as much as there is
        self._theme, self._narrowest, self._least_heads = theme, narrowest, heads
        self.lead_menu: Callable[[QMenu], None] | None = None  # what a page puts first in the menu of a cell
        self._needs: list[int] = []
        self._whole = 0
        self._filled, self._is_filling = 0, False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self.heat_model = HeatModel()
        self._across = _Headings(theme, Qt.Orientation.Horizontal, self)
        self._down = _Headings(theme, Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(self.heat_model)
        self._delegate = _HeatDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._across.setAccessibleName(f"{name}, columns")
        self._down.setAccessibleName(f"{name}, rows")
        self._down.setObjectName("heads")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._down.setDefaultSectionSize(theme.px(30))
        self._down.setFixedWidth(theme.px(heads))
        self._across.setFixedHeight(theme.px(42))
        self._across.setMinimumSectionSize(theme.px(40))
        for headings in (self._across, self._down):
            headings.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_cells(
        self, names: tuple[str, ...], heads: list[str], cells: list[list[HeatCell]], spans: Sequence[HeatSpan] = (),
        judged: Mapping[int, LevelMark] = NONE_JUDGED, held: int = 0,
    ) -> None:  # fmt: skip
        """Show these, each span in the place of the cells that it covers; by the headings of some columns a level. The
        `held` first rows stay at the top however the others are sorted: a span covers all of either, or none."""
        self.heat_model.set_cells(names, heads, cells, judged, held)
        self.clearSpans()
        for span in spans:
            if span.rows * span.columns > 1:
                self.setSpan(span.row, span.column, span.rows, span.columns)
        spanned = {(span.row, span.column) for span in spans}
        self._needs = [self._need(place, cells, spanned) for place in range(len(names))]
        self._whole = max((self._down.whole(number) for number in range(len(heads))), default=0)
        self._filled = 0
        self.fill()
        self.updateGeometry()

    def _need(self, place: int, cells: list[list[HeatCell]], spanned: set[tuple[int, int]]) -> int:
        """How wide a column must be: the words of its cells whole, its name broken between words alone."""
        theme = self._theme
        words = [
            self._delegate.width_of(row[place]) for number, row in enumerate(cells) if (number, place) not in spanned
        ]
        need = max([theme.px(self._narrowest), self._across.needs(place), *words])
        return min(theme.px(_WIDEST), need)

    def let_sort(self) -> None:
        """From now on a click on a heading sorts: the largest first, then the smallest, then as the rows came."""
        self._across.setSectionsClickable(True)
        self._across.sectionClicked.connect(self.sort_by)

    def sort_by(self, column: int) -> None:
        """Sort by a column, the other way round where it is the one, and as the rows came after that."""
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        now = self.heat_model.sorted_by
        if now == (column, up):
            self.heat_model.sort(-1)
        else:
            self.heat_model.sort(column, up if now == (column, down) else down)
        self._across.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What a page offers, and to sort by the column of the cell, where the rows can be sorted."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid()
        column = self.currentIndex().column() if by_key else self.columnAt(event.pos().x())
        sorts = self._across.sectionsClickable() and column >= 0
        if not sorts and self.lead_menu is None:
            return
        menu = QMenu(self)
        if self.lead_menu is not None:
            self.lead_menu(menu)
        if sorts:
            heading = self.heat_model.headerData(column, Qt.Orientation.Horizontal)
            menu.addAction(f"Sort by “{heading}”", lambda: self.sort_by(column))
        if self.heat_model.sorted_by is not None:
            menu.addAction("The order as it was", lambda: self.heat_model.sort(-1))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def fill(self) -> None:
        """Share the width: each column what it needs, the headings at the left more of a wide window."""
        if self._is_filling or not self.isVisible():
            return
        self._is_filling = True
        for _ in range(_MOST_TRIES):  # a bar that comes or goes with the new widths takes room, or gives it back
            total = self.viewport().width() + self.viewportMargins().left()
            if total == self._filled or total <= 0:
                break
            self._filled = total
            self._share(total)
        self._is_filling = False

    def _share(self, total: int) -> None:
        theme, needs = self._theme, self._needs
        spare = min(self._whole, theme.px(_WIDEST_HEADS), total - sum(needs))
        least = min(theme.px(self._least_heads), total * 38 // 100)
        if 0 < least - spare <= least // 6:
            least = spare  # rather than a bar for the last few pixels
        heads = max(least, spare)
        self._down.setFixedWidth(heads)
        most = max([theme.px(self._widest), *needs]) if self._widest else total
        for place, width in enumerate(shared(needs, total - heads)):
            self._across.resizeSection(place, min(width, most))
        self._across.fit_height()
        self.updateGeometries()

    def _settle(self) -> None:
        self.updateGeometries()
        self.fill()

    def sizeHint(self) -> QSize:
        """No taller than it must be: of a page and its table one scrolls, and a wish for more would let both."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fill()
        if self.viewportMargins().left() != self._down.width():
            self._soon.start()  # Qt was laying the table out, and takes the width of the headings when it is done
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())  # what is said of a cell below the table may have taken its place

    def showEvent(self, event: QShowEvent) -> None:
        """Where a page scrolls it as a whole, as where it scrolls itself: the words of a block are painted anew."""
        super().showEvent(event)
        self.fill()
        area = area_around(self)
        if area is not None:
            area.verticalScrollBar().valueChanged.connect(self._paint_anew, Qt.ConnectionType.UniqueConnection)

    def _paint_anew(self) -> None:
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """The words of a block stand in the middle of what is seen of it: it is painted anew."""
        super().scrollContentsBy(dx, dy)
        self._paint_anew()
