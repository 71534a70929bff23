"""A field and the rows that fit what is typed in it: its arrows walk along them, Enter takes the one walked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from scrutineer.ui.kit.lists import SECOND_LINE, VALUE, RowDelegate
from scrutineer.ui.kit.walk_field import WalkField
from scrutineer.ui.theme import Theme


class FittingRow(NamedTuple):
    """A row: its words, the line below them, what a screen reader says, and what it stands for."""

    words: str
    second: str
    spoken: str
    value: Any


class FittingList(QListView):
    """The rows below a field, the first of them chosen whenever they are others. `words` is the field."""

    def __init__(self, theme: Theme, name: str, take: Callable[[], object]) -> None:
        super().__init__()
        self.words = WalkField(self._walk)
        self.words.returnPressed.connect(take)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self._delegate = RowDelegate(theme, 46)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _index: take())

    def show_rows(self, rows: Iterable[FittingRow]) -> None:
        """Show these, the best first."""
        self._model.clear()
        for fitting in rows:
            item = QStandardItem(fitting.words)
            item.setData(fitting.second, SECOND_LINE)
            item.setData(fitting.value, VALUE)
            item.setData(fitting.spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self.setCurrentIndex(self._model.index(0, 0))

    def value(self) -> Any:
        """What the row that was walked to stands for, None where there is none."""
        return self.currentIndex().data(VALUE)

    def _walk(self, by: int) -> None:
        place = max(0, min(self._model.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self._model.index(place, 0))
