"""What a search over the whole guide found: one row a passage, with its page and part above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from scrutineer.domain.hits import without_marks
from scrutineer.ui.kit.lists import SECOND_LINE, TONE, VALUE, RowDelegate
from scrutineer.ui.parts.guide_pages import GuideHit, GuidePassage
from scrutineer.ui.theme import Theme


class GuideResults(QListView):
    """Signal: `chosen` the passage that was opened, by Enter or a click."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 51)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("What was found in the guide")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for pressed in (self.clicked, self.activated):
            pressed.connect(self._open)

    def sizeHint(self) -> QSize:
        """The window gives it the room there is."""
        return QSize(100, 100)

    def show_hits(self, hits: Sequence[GuideHit]) -> None:
        """Show these, the first chosen."""
        self._items.clear()
        for hit in hits:
            item = QStandardItem(hit.title)
            item.setData(hit.words, SECOND_LINE)
            item.setData("text", TONE)
            item.setData(hit.passage, VALUE)
            item.setData(without_marks(f"{hit.title}, {hit.words}"), Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.setCurrentIndex(self._items.index(0, 0))
        self.scrollToTop()

    def current(self) -> GuidePassage | None:
        """The passage that is chosen."""
        passage: GuidePassage | None = self.currentIndex().data(VALUE)
        return passage

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(VALUE))
