"""The pages of a report with the ways through them: contents, small pages, a search, and from words to the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.words import shortened
from scrutineer.operations.pdf_pages import PlaceInPages
from scrutineer.operations.previews import Preview
from scrutineer.operations.queries.sources import Behind, behind
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, label, row
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.parts.page_view import PageView
from scrutineer.ui.parts.pages_search import PagesSearch
from scrutineer.ui.parts.report_printing import ask_and_print
from scrutineer.ui.parts.small_pages import SmallPages
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_WORDS_OF_A_CHOICE = 60  # letters of a record that a menu offers


class ReportPreview(QWidget):
    """The pages as they will be printed. A click on their words, or Enter, opens what stands behind them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preview: Preview | None = None
        theme = session.theme
        self.pages = PageView(theme, session.ops, own=True)
        self.small = SmallPages(theme, session.ops)
        self.small.hide()
        self.search = PagesSearch(session, self.pages)
        self._contents = button("Contents", self._open_contents, theme=theme, icon="list-checks", small=True)
        self._small = button("Small pages", self._toggle_small, theme=theme, icon="columns-3", small=True)
        self._small.setCheckable(True)
        self._said = label("", "small", wrap=True)
        self._said.hide()
        bar = flow(self._contents, self._small, None, self.search, spacing=6)
        head = column(bar, self._said, spacing=4, margins=(12, 8, 12, 0))
        beside = row(self.small, spacing=0)
        beside.addWidget(self.pages, 1)
        box = column(spacing=0)
        box.addLayout(head)
        box.addLayout(beside, 1)
        self.setLayout(box)
        self.pages.pointed.connect(self._open_behind)
        self.pages.turned.connect(self.small.walk_to)
        self.small.chosen.connect(self.pages.show_page)
        self._quiet = QTimer(self, singleShot=True, interval=6000)
        self._quiet.timeout.connect(self._said.hide)

    def show_preview(self, preview: Preview, *, is_other: bool) -> None:
        """Show a report; one that is the same as before is not drawn again, one of the same kind stays where it is."""
        same = self._preview is not None and self._preview.content == preview.content
        self._preview = preview
        if not same:
            self.pages.show_pdf(preview.content, is_other=is_other)
            self.small.show_pdf(preview.content)
            self.search.show_pdf(preview.content)

    def clear(self) -> None:
        """Show nothing."""
        self._preview = None
        self.pages.show_nothing()
        self.small.show_nothing()
        self.search.show_nothing()

    def show_page(self, number: int) -> None:
        """Scroll to a page, counted from 1."""
        self.pages.show_page(number)

    def show_place(self, words: str, page: int) -> None:
        """Show these words, the first of them from this page on; the page itself where there are none."""
        self.pages.show_page(page)
        if words:
            self.search.seek(words, page)

    def start_search(self) -> bool:
        """Take the focus of Ctrl+F."""
        self.search.begin()
        return True

    def print(self) -> None:
        """Ask which pages are printed where, on both sides or one, and print them."""
        if self._preview is not None:
            count = len(self.pages.sheets())
            ask_and_print(self.window(), self._session, self._preview.content, count, self._preview.composed.kind.title)

    # Contents

    def _open_contents(self) -> None:
        menu = self.contents_menu()
        menu.popup(self._contents.mapToGlobal(self._contents.rect().bottomLeft()))

    def contents_menu(self) -> QMenu:
        """The sections, and the headings in them, with their pages."""
        menu = QMenu(self)
        places = self._preview.places if self._preview is not None else ()
        for place in places:
            menu.addAction(_entry(place), partial(self.pages.show_page, place.page))
        menu.setEnabled(bool(places))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _toggle_small(self) -> None:
        self.small.setVisible(self._small.isChecked())

    # The golden thread

    def _open_behind(self, page: int, place: int) -> None:
        """Open the one record behind a word, or ask which of several."""
        if self._preview is None:
            return
        casefile, document = self._session.casefile, self._preview.composed.document
        words = [word.text for word in self.pages.sheets()[page - 1].words]
        where = QCursor.pos()
        self._session.ops.look(
            lambda: behind(casefile, document, words, place), lambda known: self._show_behind(known, where)
        )

    def _show_behind(self, known: tuple[Behind, ...], where: QPoint) -> None:
        if not known:
            self._say("Nothing is recorded behind these words: they stand in every report of this kind.")
        elif len(known) == 1:
            self._open(known[0])
        else:
            self._ask_which(known, where)

    def _ask_which(self, known: tuple[Behind, ...], where: QPoint) -> None:
        menu = QMenu(self)
        for record in known:
            said = record.words
            shown = shortened(said, _WORDS_OF_A_CHOICE)
            menu.addAction(shown.replace("&", "&&"), partial(self._open, record))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _open(self, record: Behind) -> None:
        if record.answer is not None:
            self._open_cell(record.words, record.answer)
        else:
            self._session.go(destination_of(record.about))

    def _open_cell(self, heading: str, answer: SelfAssessment) -> None:
        from scrutineer.ui.dialogs.cell_view import CellDialog  # the page stands without it
        from scrutineer.ui.parts.return_detail import in_words

        CellDialog(self.window(), self._session, answer, heading, in_words(answer)).show()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        self._quiet.start()
        announcer.say(self.pages, words)


def _entry(place: PlaceInPages) -> str:
    indent = "    " * place.level
    title = shortened(place.title, _WORDS_OF_A_CHOICE)
    return f"{indent}{title}, page {place.page}".replace("&", "&&")
