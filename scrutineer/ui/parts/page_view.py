"""PDF pages below each other, drawn off the main thread; only those in view and their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.operations import pdf_pages
from scrutineer.operations.pdf_pages import PageImage
from scrutineer.ui.kit.basic import button, clear, column, label, row, scroll
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.parts.page_sheet import TO_OPEN, TO_QUOTE, PageSheet
from scrutineer.ui.theme import Theme, space

_OF_ANOTHER_SIZE = 0.02  # of a page's width
_AIR = 0.03  # of a page's width, on each side of its words


class PageView(QWidget):
    """Pages at the pane's width, or larger and smaller; the page in view is named, and Tab comes to it.

    `quoted` says the words somebody chose and the number of their page, `asked` that they are to be quoted now,
    `pointed` the page and the place of a word that was clicked, `turned` which page is in view. A PDF that is this
    program's `own` needs no process of its own to be drawn.
    """

    quoted = Signal(str, int)
    asked = Signal()
    pointed = Signal(int, int)
    turned = Signal(int)

    def __init__(self, theme: Theme, ops: OpRunner, *, own: bool = False) -> None:
        super().__init__()
        self._count = pdf_pages.own_page_count if own else pdf_pages.page_count
        self._tip = TO_OPEN if own else TO_QUOTE
        self._image = pdf_pages.own_page_image if own else pdf_pages.page_image
        self._theme, self._ops = theme, ops
        self._content = b""
        self._zoom = 1.0
        self._turn = 0
        self._fits_words = False  # the first words that are drawn say how large the pages are
        self._pages: list[PageSheet] = []
        self._quotes: tuple[str, ...] = ()
        self._drawn: set[int] = set()
        self._where = label("", "dense")
        self._where.setMinimumWidth(self._where.fontMetrics().horizontalAdvance("Page 99 of 99"))
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

    def show_pdf(self, content: bytes, *, is_other: bool = False) -> None:
        """Show a PDF. One that `is_other` begins at its top, large enough for its words to fill the width; else it may
        be the same drawn anew, with as many pages."""
        if is_other:
            clear(self._box)
            self._pages = []
            self._zoom, self._fits_words = 1.0, True
        self._content = content
        self._turn += 1
        turn = self._turn
        self._ops.look(lambda: self._count(content), lambda count: self._lay_out(count, turn))

    def show_nothing(self) -> None:
        """Show no page."""
        self._turn += 1
        clear(self._box)
        self._pages, self._content = [], b""
        self._where.setText("")

    def mark(self, quotes: Sequence[str]) -> None:
        """Mark these passages on every page, those drawn later too."""
        self._quotes = tuple(quotes)
        for page in self._pages:
            page.mark(self._quotes)

    def show_page(self, number: int) -> bool:
        """Scroll to a page, counted from 1; whether there is one."""
        there = 1 <= number <= len(self._pages)
        if there:
            self._area.verticalScrollBar().setValue(self._pages[number - 1].y() - space(8))
        return there

    def show_passage(self, number: int, nth: int) -> None:
        """Scroll to the nth passage marked on a page; to the page itself where it is not drawn yet."""
        if not self.show_page(number):
            return
        sheet = self._pages[number - 1]
        runs = sheet.runs_marked()
        if nth < len(runs):
            self._bring(sheet, sheet.box_of(runs[nth].start))

    def sheets(self) -> list[PageSheet]:
        """The pages, drawn or not."""
        return list(self._pages)

    def _lay_out(self, count: int, turn: int) -> None:
        if turn != self._turn:
            return
        if count != len(self._pages):
            clear(self._box)
            self._pages = [PageSheet(number, count, self._tip) for number in range(1, count + 1)]
            for number, page in enumerate(self._pages, 1):
                page.quoted.connect(lambda words, number=number: self.quoted.emit(words, number))
                page.asked.connect(self.asked)
                page.pointed.connect(lambda place, number=number: self.pointed.emit(number, place))
                page.walked.connect(lambda box, page=page: self._bring(page, box))
                page.passed.connect(lambda way, number=number: self._go_on(number - 1 + way, way))
                page.mark(self._quotes)
                self._box.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._box.addStretch(1)
        self._size_pages()

    def _page_width(self) -> int:
        return max(160, int((self._area.viewport().width() - 48) * self._zoom))

    def _size_pages(self) -> None:
        width = self._page_width()
        for page in self._pages:
            page.be_wide(width)
        self._drawn.clear()
        self._inner.adjustSize()
        self._draw_visible()

    def _visible(self) -> range:
        """The pages in sight and the one after them."""
        top = self._area.verticalScrollBar().value()
        bottom = top + self._area.viewport().height()
        seen = [n for n, page in enumerate(self._pages) if page.y() <= bottom and page.y() + page.height() >= top]
        return range(seen[0], min(len(self._pages), seen[-1] + 2)) if seen else range(min(1, len(self._pages)))

    def _draw_visible(self) -> None:
        visible = self._visible()
        if len(visible):
            self._where.setText(f"Page {self._in_view() + 1} of {len(self._pages)}")
            self.turned.emit(self._in_view() + 1)
            self._place_stop()
        for number in visible:
            if number not in self._drawn:
                self._drawn.add(number)
                self._draw(number, self._turn)

    def _in_view(self) -> int:
        """The page that a third of the view down belongs to."""
        line = self._area.verticalScrollBar().value() + self._area.viewport().height() // 3
        return next((n for n, page in enumerate(self._pages) if page.y() + page.height() >= line), 0)

    def _draw(self, number: int, turn: int) -> None:
        content, page = self._content, self._pages[number]
        scale = page.width() * self.devicePixelRatioF() / page.points
        self._ops.look(
            lambda: self._image(content, number + 1, scale),
            lambda image: self._show_page(image, turn, image.width / scale),
        )

    def _show_page(self, image: PageImage, turn: int, points: float) -> None:
        if turn == self._turn and image.number <= len(self._pages):
            page = self._pages[image.number - 1]
            page.show_image(image, self.devicePixelRatioF())
            self._place_stop()  # by now its words are known
            if abs(points / page.points - 1) > _OF_ANOTHER_SIZE:
                page.points = points
                self._draw(image.number - 1, turn)  # as sharp as the others
            if self._fits_words and image.words:
                self._fits_words = False
                self._fit_words(image)

    def _fit_words(self, image: PageImage) -> None:
        """Leave the white at the sides of the page out of sight, as far as that makes its words larger."""
        left, right = min(word.left for word in image.words), max(word.right for word in image.words)
        share = (right - left) / image.width + 2 * _AIR
        if 0.3 < share < 1:
            self._zoom *= self._area.viewport().width() / self._page_width() / share
            self._size_pages()
            to = int((left / image.width - _AIR) * self._page_width()) + space(16)
            QTimer.singleShot(0, self, lambda: self._area.horizontalScrollBar().setValue(to))

    def _place_stop(self) -> None:
        """Tab comes to the page in view."""
        seen = self._in_view()
        for number, page in enumerate(self._pages):
            page.be_stop(stops=number == seen)

    def _bring(self, page: PageSheet, box: QRect) -> None:
        """Let the word be seen that somebody walks to."""
        at = page.mapTo(self._inner, box.center())
        self._area.ensureVisible(at.x(), at.y(), box.width() // 2 + space(24), box.height() + space(24))

    def _go_on(self, number: int, way: int) -> None:
        """Walk on to the page before or after."""
        if 0 <= number < len(self._pages):
            self.show_page(number + 1)
            self._pages[number].come_from(way)

    def _step(self, way: int) -> None:
        self.show_page(min(len(self._pages), max(1, self._in_view() + 1 + way)))

    def _enlarge(self, factor: float) -> None:
        self._zoom = 1.0 if not factor else min(3.0, max(0.4, self._zoom * factor))
        self._size_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        super().resizeEvent(event)
        if self._pages:
            self._size_pages()
