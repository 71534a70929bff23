"""Words sought in the pages that are shown: each place in turn, all of them marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from scrutineer.domain.passages import places_of
from scrutineer.operations import pdf_pages
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, label, row
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.parts.page_view import PageView
from scrutineer.ui.session import Session


def pages_with(texts: tuple[str, ...], wanted: str) -> tuple[int, ...]:
    """The page of each place at which these words stand, counted from 1: a page twice where they stand on it twice."""
    return tuple(number for number, text in enumerate(texts, 1) for _ in places_of(wanted, text.split()))


class PagesSearch(QWidget):
    """A field and the ways from hit to hit. Enter goes to the next, Esc lets go."""

    def __init__(self, session: Session, pages: PageView) -> None:
        super().__init__()
        self._session, self._pages = session, pages
        self._content = b""
        self._texts: tuple[str, ...] | None = None  # read when something is first sought
        self._hits: tuple[int, ...] = ()
        self._at, self._from = -1, 0
        theme = session.theme
        self.field = Field(name="Search in the pages", hint="Search in the pages")
        self.field.setMinimumWidth(theme.px(150))
        self._count = label("", "small")
        back = button("", partial(self._go, -1), theme=theme, icon="chevron-left", small=True, hint="Place before")
        on = button("", partial(self._go, 1), theme=theme, icon="chevron-right", small=True, hint="Next place")
        self._ways = (back, on)
        self.setLayout(row(self.field, self._count, back, on, spacing=4))
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._seek)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(partial(self._go, 1))
        self._show_hits(())

    def begin(self) -> None:
        """Take the focus, what was sought before chosen."""
        self.field.setFocus()
        self.field.selectAll()

    def seek(self, words: str, page: int) -> None:
        """Seek these words, and go to the first place from this page on."""
        self._from = page
        self.field.setText(words)
        self._at = -1
        self._soon.start()

    def show_pdf(self, content: bytes) -> None:
        """Seek in these pages from now on."""
        self._content, self._texts = content, None
        self._soon.start()

    def show_nothing(self) -> None:
        """There is nothing to seek in."""
        self.show_pdf(b"")

    def _seek(self) -> None:
        wanted, content, texts = self.field.text().strip(), self._content, self._texts
        self._pages.mark([wanted] if wanted else [])
        if not wanted or not content:
            self._show_hits(())
            return

        def read() -> tuple[tuple[str, ...], tuple[int, ...]]:
            known = texts if texts is not None else pdf_pages.texts_in(content)
            return known, pages_with(known, wanted)

        self._session.ops.seek(read, partial(self._show_sought, content, wanted))

    def _show_sought(self, content: bytes, wanted: str, sought: tuple[tuple[str, ...], tuple[int, ...]]) -> None:
        if content is not self._content:
            return
        self._texts = sought[0]
        if wanted == self.field.text().strip():  # nothing is sought where it was emptied meanwhile
            self._show_hits(sought[1])

    def _show_hits(self, hits: tuple[int, ...]) -> None:
        same = hits == self._hits and self._at >= 0
        self._hits = hits
        if not same:
            self._at = next((place for place, page in enumerate(hits) if page >= self._from), 0) - 1
        self._from = 0
        for way in self._ways:
            way.setEnabled(bool(hits))
        wanted = bool(self.field.text().strip())
        self._count.setText(f"{len(hits):,} found" if wanted else "")
        self._count.setVisible(wanted)
        if hits and not same:
            self._go(1)

    def _go(self, way: int) -> None:
        if not self._hits:
            return
        self._at = (self._at + way) % len(self._hits)
        page = self._hits[self._at]
        self._count.setText(f"{self._at + 1} of {len(self._hits):,}")
        announcer.say(self.field, f"{self._at + 1} of {len(self._hits)}, page {page}")
        nth = self._hits[: self._at].count(page)
        self._pages.show_passage(page, nth)
