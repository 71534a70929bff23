"""PDF pages below each other, drawn off the main thread; only those in view and their neighbours."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from scrutineer.operations import pdf_pages
from scrutineer.operations.pdf_pages import PageImage
from scrutineer.ui.kit.basic import button, clear, column, label, row, scroll
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.theme import Theme, space

_A4 = 842 / 595


class PageView(QWidget):
    """Pages at the pane's width, or larger and smaller; the page in view is named."""

    def __init__(self, theme: Theme, ops: OpRunner) -> None:
        super().__init__()
        self._theme, self._ops = theme, ops
        self._content = b""
        self._zoom = 1.0
        self._turn = 0
        self._pages: list[QLabel] = []
        self._drawn: set[int] = set()
        self._where = label("", "dense")
        bar = row(
            button("", lambda: self._step(-1), theme=theme, icon="chevron-left", small=True, hint="Page before"),
            self._where,
            button("", lambda: self._step(1), theme=theme, icon="chevron-right", small=True, hint="Next page"),
            None,
            button("", lambda: self._enlarge(0.8), theme=theme, icon="minus", small=True, hint="Smaller"),
            button("Fit width", lambda: self._enlarge(0), small=True),
            button("", lambda: self._enlarge(1.25), theme=theme, icon="plus", small=True, hint="Larger"),
            spacing=6, margins=(12, 6, 12, 6),
        )  # fmt: skip
        self._inner = QWidget()
        self._inner.setObjectName("canvas")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QVBoxLayout(self._inner)
        self._box.setSpacing(space(14))
        self._box.setContentsMargins(*[space(16)] * 4)
        self._area = scroll(self._inner, "canvas")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setAccessibleName("Pages")
        self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._draw_visible())
        outer = column(spacing=0)
        outer.addLayout(bar)
        outer.addWidget(self._area, 1)
        self.setLayout(outer)

    def minimumSizeHint(self) -> QSize:
        """Small."""
        return QSize(120, 160)

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF, at its top unless the same one was shown with as many pages."""
        self._content = content
        self._turn += 1
        turn = self._turn
        self._ops.look(lambda: pdf_pages.page_count(content), lambda count: self._lay_out(count, turn))

    def _lay_out(self, count: int, turn: int) -> None:
        if turn != self._turn:
            return
        if count != len(self._pages):
            clear(self._box)
            self._pages = [QLabel() for _ in range(count)]
            for number, page in enumerate(self._pages, 1):
                page.setAccessibleName(f"Page {number} of {count}")
                page.setAlignment(Qt.AlignmentFlag.AlignCenter)
                self._box.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._box.addStretch(1)
        self._size_pages()

    def _page_width(self) -> int:
        return max(160, int((self._area.viewport().width() - 48) * self._zoom))

    def _size_pages(self) -> None:
        width = self._page_width()
        for page in self._pages:
            page.setFixedSize(QSize(width, int(width * _A4)))
        self._drawn.clear()
        self._inner.adjustSize()
        self._draw_visible()

    def _visible(self) -> range:
        if not self._pages:
            return range(0)
        height = self._pages[0].height() + 14
        top = self._area.verticalScrollBar().value()
        first = max(0, top // height)
        last = min(len(self._pages) - 1, (top + self._area.viewport().height()) // height + 1)
        return range(first, last + 1)

    def _draw_visible(self) -> None:
        visible = self._visible()
        if len(visible):
            middle = min(len(self._pages), visible.start + 1)
            self._where.setText(f"Page {middle} of {len(self._pages)}")
        for number in visible:
            if number not in self._drawn:
                self._drawn.add(number)
                self._draw(number, self._turn)

    def _draw(self, number: int, turn: int) -> None:
        content, scale = self._content, self._page_width() * self.devicePixelRatioF() / 595
        self._ops.look(
            lambda: pdf_pages.page_image(content, number + 1, scale),
            lambda image: self._show_page(image, turn),
        )

    def _show_page(self, image: PageImage, turn: int) -> None:
        if turn != self._turn or image.number > len(self._pages):
            return
        picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        page = self._pages[image.number - 1]
        page.setPixmap(QPixmap.fromImage(picture))
        page.setAccessibleDescription(image.text)

    def _step(self, way: int) -> None:
        if self._pages:
            bar = self._area.verticalScrollBar()
            height = self._pages[0].height() + 14
            bar.setValue(((bar.value() + height // 2) // height + way) * height)

    def _enlarge(self, factor: float) -> None:
        self._zoom = 1.0 if not factor else min(3.0, max(0.4, self._zoom * factor))
        self._size_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        super().resizeEvent(event)
        if self._pages:
            self._size_pages()
