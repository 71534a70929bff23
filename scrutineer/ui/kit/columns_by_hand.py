"""Columns as a person wants them: widths given by hand, dragged at the heading or by the menu; and those left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QTimer, Signal
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

    def __init__(
        self, theme: Theme, table: QTableView, name: str, fixed: frozenset[int] = frozenset(), stays: int = 0
    ) -> None:
        """`stays` is the column that says what a row is: it is never left out."""
        super().__init__(table)
        self._theme, self._table, self._fixed, self._stays = theme, table, fixed, stays
        self._withheld: set[int] = set()
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
        self._leave_out()

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

    # Which columns are shown

    def _leave_out(self) -> None:
        hidden = (self._theme.columns.left_out(self._key()) - {self._stays}) | self._withheld
        for column in range(self._header.count()):
            if self._table.isColumnHidden(column) != (column in hidden):
                self._table.setColumnHidden(column, column in hidden)

    def withhold(self, column: int, withheld: bool) -> None:
        """Leave a column out for now, whoever wants it, since it would say nothing here; or no more."""
        if withheld != (column in self._withheld):
            (self._withheld.add if withheld else self._withheld.discard)(column)
            self._leave_out()
            self.changed.emit()

    def show_column(self, column: int, shown: bool) -> None:
        """Show a column, or leave it out from now on."""
        left_out, of_it = self._theme.columns.left_out(self._key()), frozenset({column})
        self._theme.columns.leave_out(self._key(), left_out - of_it if shown else left_out | of_it)
        current = self._table.currentIndex()
        if not shown and current.column() == column:  # the row that one stands on stays the same
            stay = self._table.model().index(current.row(), self._stays)
            self._table.selectionModel().setCurrentIndex(stay, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._leave_out()
        self.changed.emit()

    def _heading(self, column: int) -> str:
        return str(self._table.model().headerData(column, self._header.orientation()) or "")

    def add_choice_to(self, menu: QMenu) -> None:
        """Each column that there is a choice about, ticked where it is shown."""
        left_out = self._theme.columns.left_out(self._key())
        for column in range(self._header.count()):
            heading = self._heading(column)
            if heading and column != self._stays and column not in self._withheld:
                act = menu.addAction(heading)
                act.setCheckable(True)
                act.setChecked(column not in left_out)
                act.toggled.connect(partial(self.show_column, column))

    def add_to(self, menu: QMenu, column: int) -> None:
        """What the menu offers for the column under the pointer or the focus."""
        heading = self._heading(column)
        if column >= 0 and column not in self._fixed and heading:
            menu.addSeparator()
            menu.addAction(f"Widen “{heading}”", lambda: self.change(column, self.STEP))
            menu.addAction(f"Narrow “{heading}”", lambda: self.change(column, -self.STEP))
        if any(self._widths()):
            menu.addAction("Widths as they were", self.give_all_back)
        choice = QMenu("Columns", menu)
        self.add_choice_to(choice)
        if choice.actions():
            menu.addMenu(choice)
