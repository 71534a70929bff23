"""One scroll a page: where a page fits, its tables scroll; where it does not, they are as tall as their rows and it
scrolls as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLayout,
    QListView,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
NO_LIMIT = 16_777_215  # of a width or height: Qt's QWIDGETSIZE_MAX, which has no name in Python
if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # it stands beside one of Qt's own views


def area_around(part: QWidget) -> QScrollArea | None:
    """The nearest area that scrolls what a part stands in; the part itself where it is one."""
    around: QWidget | None = part
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def height_needed(part: QWidget, width: int) -> int:
    """How tall a part must be, at the least, where it is so wide."""
    layout = part.layout()
    if layout is None:
        return part.minimumSizeHint().height()
    return layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()


def _measure_anew(layout: QLayout | None) -> None:
    """Let a layout and those in it forget how large they were."""
    if layout is None:
        return
    layout.invalidate()
    for place in range(layout.count()):
        item = layout.itemAt(place)
        _measure_anew(item.layout() if item is not None else None)


class OfAPage(_View):
    """What makes a table or list one that a page can make as tall as its rows, so that the page alone scrolls.

    Its minimum height, given once, is what it keeps while it scrolls itself. `stands_whole` says that it never does;
    `ends_with_rows`, that it leaves room below its rows to the page.
    """

    stands_whole = False
    ends_with_rows = False
    _least: int | None = None

    def whole_height(self) -> int:
        """The height at which every row is seen."""
        raise NotImplementedError

    def least_height(self) -> int:
        """The height it keeps while it scrolls itself: never more than all of it."""
        if self._least is None:
            self._least = self.minimumHeight()
        whole = self.whole_height()
        return whole if self.stands_whole else min(self._least, whole)

    def be_whole(self, whole: bool) -> None:
        """From now on always be as tall as its rows; or no longer."""
        self.least_height()
        self.stands_whole = whole
        self.setMaximumHeight(NO_LIMIT)
        self.stand(whole=whole)

    def stand(self, *, whole: bool) -> None:
        """Be as tall as its rows, or scroll."""
        least, before = self.least_height(), self.minimumHeight()
        self.setMinimumHeight(self.whole_height() if whole else least)
        if self.minimumHeight() != before:
            self._tell_those_around()
        if self.stands_whole:
            self.setMaximumHeight(self.minimumHeight())
        elif self.ends_with_rows:
            self._leave_the_rest()
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if whole or self.stands_whole else needed)

    def _tell_those_around(self) -> None:
        """Qt tells one of the parts around it a turn, and takes what the others worked out before for still good."""
        part = self.parentWidget()
        while part is not None and not isinstance(part, QScrollArea):
            _measure_anew(part.layout())
            part.updateGeometry()
            part = part.parentWidget()

    def _leave_the_rest(self) -> None:
        """Be no taller than all rows, nor the card that it stands in."""
        whole, card = self.whole_height(), self.parentWidget()
        self.setMaximumHeight(max(self.minimumHeight(), whole))
        if card is not None and card.layout() is not None:
            _measure_anew(card.layout())  # which a part that was not shown yet has not asked for
            border = card.height() - card.contentsRect().height()
            needs = height_needed(card, max(1, card.width())) + border
            card.setMaximumHeight(needs - self.minimumHeight() + self.maximumHeight())

    def currentChanged(self, current: Index, before: Index) -> None:  # noqa: N802
        """The page scrolls to the row that is walked to."""
        super().currentChanged(current, before)
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Let the page scroll to the row that the focus is on."""
        area, current = area_around(self), self.currentIndex()
        page = area.widget() if area is not None else None
        if area is None or page is None or not self.hasFocus() or not current.isValid():
            return
        row = self.visualRect(current)
        for corner in (row.bottomLeft(), row.topLeft()):
            place = self.viewport().mapTo(page, corner)
            area.ensureVisible(area.horizontalScrollBar().value(), place.y(), 0, 2)


class TableOfAPage(OfAPage, QTableView):
    """A table that a page can make as tall as its rows."""

    def whole_height(self) -> int:
        """Every row, the headings, and a bar sideways where one is needed."""
        header = self.horizontalHeader()
        headings = 0 if header.isHidden() else max(header.sizeHint().height(), header.minimumHeight())
        sideways = header.length() > self.viewport().width() and self.viewport().width() > 0
        bar = self.horizontalScrollBar().sizeHint().height() if sideways else 0
        return headings + self.verticalHeader().length() + bar + 2 * self.frameWidth()


class ListOfAPage(OfAPage, QListView):
    """A list that a page can make as tall as its rows."""

    _whole: int | None = None

    def whole_height(self) -> int:
        """Every row, measured once for the rows that are there."""
        if self._whole is None:
            rows = range(self.model().rowCount())
            heights = (self.sizeHintForIndex(self.model().index(row, 0)).height() for row in rows)
            self._whole = sum(heights) + 2 * self.frameWidth()
        return self._whole

    def forget_height(self) -> None:
        """The rows are others."""
        self._whole = None


class OneScroll(QScrollArea):
    """An area as wide as what it holds; of it and the tables in it, one scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it has the focus, and scrolls it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner
        self._is_at_top = False  # opened at its top, and not scrolled since
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._settled: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self.setWidget(inner)
        inner.setProperty("scrolled", "true")  # by its name in the style sheet: Qt puts the focus frame beside it
        inner.installEventFilter(self)

    def begin_at_top(self) -> None:
        """Show the top, and stay there while what stands in it finds its room: until somebody scrolls or walks."""
        self.verticalScrollBar().setValue(0)
        self._is_at_top = True

    def _on_scrolled(self, place: int) -> None:
        self._is_at_top = self._is_at_top and place == 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room is another; the row that the focus is on stays in sight, unless the page was just opened."""
        super().resizeEvent(event)
        self._settle()
        focused = QApplication.focusWidget()
        if isinstance(focused, OfAPage) and self._inner.isAncestorOf(focused) and not self._is_at_top:
            focused.keep_in_sight()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands in it needs other room."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inner:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        tables = self._tables()
        if not tables or self._state(tables) == self._settled:
            return
        for table in tables:
            table.stand(whole=False)
        if self._needs() > self.viewport().height():
            for table in tables:
                table.stand(whole=True)
        self._needs()
        self._settled = self._state(tables)

    def _tables(self) -> list[OfAPage]:
        tables = self._inner.findChildren(QAbstractItemView)
        return [table for table in tables if isinstance(table, OfAPage) and table.isVisibleTo(self._inner)]

    def _state(self, tables: list[OfAPage]) -> tuple[object, ...]:
        """What the decision rests on."""
        heights = tuple((id(table), table.whole_height()) for table in tables)
        return (self.viewport().size().toTuple(), self._needs(), heights)

    def _needs(self) -> int:
        """How tall what stands in it must be at this width."""
        layout = self._inner.layout()
        if layout is not None:
            layout.activate()
        return height_needed(self._inner, self.viewport().width())


def begin_at_top(page: QWidget) -> None:
    """Show everything that scrolls as a page, or as a pane of one, from its top."""
    for area in page.findChildren(OneScroll):
        area.begin_at_top()


class BoundedDock(OneScroll):
    """What is docked below a page and stays in sight: as tall as it needs, at most a part of the page, then it
    scrolls."""

    _MOST = 45  # per cent of the page

    def __init__(self, inner: QWidget) -> None:
        super().__init__(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on follow the height of the page."""
        super().showEvent(event)
        page = self.parentWidget()
        if page is not None:
            page.installEventFilter(self)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words in it may break otherwise."""
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another height."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        super()._settle()
        self.fit()

    def fit(self) -> None:
        """Be as tall as what stands in it, in the page as tall as it is now."""
        page = self.parentWidget()
        if page is not None and self.viewport().width() > 0:
            self.setFixedHeight(min(self._needs(), page.height() * self._MOST // 100))
