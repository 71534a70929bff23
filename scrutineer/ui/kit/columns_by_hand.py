"""Columns whose widths a person gave by hand: dragged at the heading, or by the menu; a double click gives one back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from scrutineer.ui.theme import Theme


def raised(widths: list[int], wanted: list[int], room: int) -> list[int]:
    """Widths raised towards what is wanted, each by the same part of what it lacks, as far as there is room."""
    lacking = [max(0, want - width) for width, want in zip(widths, wanted, strict=True)]
    part = min(1.0, max(0, room - sum(widths)) / max(1, sum(lacking)))
    return [width + int(more * part) for width, more in zip(widths, lacking, strict=True)]


class ColumnsByHand(QObject):
    """Watches the headings of a table. `changed` says that the width is to be shared anew."""

    changed = Signal()
    STEP = 24  # pixels at 100% by which the menu widens and narrows

    def __init__(self, theme: Theme, table: QTableView, name: str, fixed: frozenset[int] = frozenset()) -> None:
        super().__init__(table)
        self._theme, self._table, self._fixed = theme, table, fixed
        self._header = table.horizontalHeader()
        self._name, self._is_sharing = name, False
        self._dragged: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._keep_dragged)
        self._header.sectionResized.connect(self._on_resized)
        self._header.sectionHandleDoubleClicked.connect(self.give_back)
        self._header.viewport().installEventFilter(self)
        self._is_pressed = False
        for column in fixed:
            self._header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def _key(self) -> str:
        return f"{self._name}, {self._header.count()} columns"

    def _widths(self) -> list[int]:
        return self._theme.columns.of(self._key(), self._header.count())

    def width(self, column: int, room: int) -> int:
        """The width given to a column, at the text size in force and no wider than the room; 0 where none was given."""
        given = self._widths()[column] if column not in self._fixed else 0
        return min(max(self._header.minimumSectionSize(), self._theme.px(given)), room) if given else 0

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """While the table itself shares the width."""
        self._is_sharing = True
        try:
            yield
        finally:
            self._is_sharing = False

    def _on_resized(self, column: int, before: int, now: int) -> None:
        if self._is_pressed and not self._is_sharing and before and now:
            self._dragged.add(column)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A drag ends when the button is let go."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._is_pressed = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._is_pressed = False
            if self._dragged:
                self._soon.start()  # when the heading has done with it
        return False

    def _keep_dragged(self) -> None:
        for column in sorted(self._dragged):
            self._give(column, self._header.sectionSize(column))
        self._dragged.clear()
        self.changed.emit()

    def _give(self, column: int, width: int) -> None:
        widths = self._widths()
        widths[column] = max(1, round(width * 100 / self._theme.zoom)) if width else 0
        self._theme.columns.give(self._key(), widths)

    def change(self, column: int, by: int) -> None:
        """Widen or narrow a column, by pixels at 100%."""
        width = self._header.sectionSize(column) + self._theme.px(by)
        self._give(column, max(self._header.minimumSectionSize(), width))
        self.changed.emit()

    def give_back(self, column: int) -> None:
        """Leave the width of a column to its words again."""
        self._dragged.discard(column)
        self._give(column, 0)
        self.changed.emit()

    def give_all_back(self) -> None:
        """Leave every width to the words again."""
        self._theme.columns.give(self._key(), [])
        self.changed.emit()

    def add_to(self, menu: QMenu, column: int) -> None:
        """What the menu offers for the column under the pointer or the focus."""
        heading = str(self._table.model().headerData(column, self._header.orientation()) or "")
        if column >= 0 and column not in self._fixed and heading:
            menu.addSeparator()
            menu.addAction(f"Widen “{heading}”", lambda: self.change(column, self.STEP))
            menu.addAction(f"Narrow “{heading}”", lambda: self.change(column, -self.STEP))
        if any(self._widths()):
            menu.addAction("Widths as they were", self.give_all_back)
