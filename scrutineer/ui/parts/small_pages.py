"""Small pictures of every page, to go by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from scrutineer.operations import pdf_pages
from scrutineer.operations.pdf_pages import PageImage
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.theme import Theme

_A4 = (595, 842)  # points
_WIDE = 96  # pixels at 100% of a small page


class SmallPages(QListView):
    """The pages one below the other. `chosen` says which somebody went to. They are drawn one after another, so that
    nothing else that is looked at waits for all of them."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, ops: OpRunner) -> None:
        super().__init__()
        self._ops, self._width = ops, theme.px(_WIDE)
        self._content, self._turn, self._drawn = b"", 0, 0
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setObjectName("canvas")
        self.setAccessibleName("Small pages")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(self._width, self._width * _A4[1] // _A4[0]))
        self.setGridSize(self.iconSize() + QSize(theme.px(20), self.fontMetrics().lineSpacing() + theme.px(16)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(self.gridSize().width() + theme.px(20))
        self.selectionModel().currentChanged.connect(lambda now, _before: self._on_walked(now.row()))
        self._led = False

    def show_pdf(self, content: bytes) -> None:
        """Show these pages; where they are as many as before, each stays until it is drawn anew."""
        self._content = content
        self._turn += 1
        self._drawn = 0
        if self.isVisible():
            self._begin()

    def show_nothing(self) -> None:
        """Show no page."""
        self._content = b""
        self._turn += 1
        self._items.clear()

    def showEvent(self, event: object) -> None:
        """Draw what was not drawn while it was hidden."""
        super().showEvent(event)  # type: ignore[arg-type]
        if not self._drawn:
            self._begin()

    def _begin(self) -> None:
        content, turn = self._content, self._turn
        if content:
            self._ops.look(lambda: pdf_pages.own_page_count(content), lambda count: self._lay_out(count, turn))

    def _lay_out(self, count: int, turn: int) -> None:
        if turn != self._turn:
            return
        self._items.setRowCount(min(count, self._items.rowCount()))
        for number in range(self._items.rowCount() + 1, count + 1):
            item = QStandardItem(str(number))
            item.setData(f"Page {number} of {count}", Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self._draw(1, turn)

    def _draw(self, number: int, turn: int) -> None:
        if turn != self._turn or number > self._items.rowCount() or not self.isVisible():
            return
        content, scale = self._content, self._width * self.devicePixelRatioF() / _A4[0]
        self._ops.look(
            lambda: pdf_pages.own_page_image(content, number, scale), lambda image: self._show_image(image, turn)
        )

    def _show_image(self, image: PageImage, turn: int) -> None:
        if turn != self._turn:
            return
        picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
        item = self._items.item(image.number - 1)
        if item is not None:
            item.setIcon(QIcon(QPixmap.fromImage(picture)))
            self._drawn = image.number
            if self._drawn == self._items.rowCount():
                self.doItemsLayout()
            self._draw(image.number + 1, turn)

    def walk_to(self, number: int) -> None:
        """Mark the page that is in view."""
        index = self._items.index(number - 1, 0)
        if index.isValid() and index != self.currentIndex():
            self._led = True
            self.setCurrentIndex(index)
            self._led = False

    def _on_walked(self, place: int) -> None:
        if place >= 0 and not self._led:
            self.chosen.emit(place + 1)
