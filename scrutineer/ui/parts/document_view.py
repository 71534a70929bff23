"""An attached document as one reads it: the pages of a PDF, the words of anything else, with what was quoted marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from scrutineer.domain.evidence import Attachment, Excerpt
from scrutineer.domain.file_names import ending
from scrutineer.operations import evidence
from scrutineer.ui.kit.basic import column, label
from scrutineer.ui.kit.text_view import TextView
from scrutineer.ui.parts.page_view import PageView
from scrutineer.ui.session import Session

_PAGE = re.compile(r"\bpage (\d+)", re.IGNORECASE)


def can_be_read(attachment: Attachment) -> bool:
    """Whether the window can show what a file says."""
    return ending(attachment.name) == "pdf" or bool(attachment.text.strip())


class DocumentView(QWidget):
    """One file at a time. `quoted` says what somebody marked in it, and the page it stands on where it has pages;
    `asked` that it is to be quoted now."""

    quoted = Signal(str, str)
    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Attachment | None = None
        self.pages = PageView(session.theme, session.ops)
        self.pages.quoted.connect(lambda words, number: self.quoted.emit(words, f"Page {number}"))
        self.text = TextView(session.theme, name="Text of the document")
        self.text.quoted.connect(lambda words: self.quoted.emit(words, ""))
        self.pages.asked.connect(self.asked)
        self.text.asked.connect(self.asked)
        said = label("Its words alone: open a copy to see it as it was made.", "caption", wrap=True)
        self._text = QWidget()
        self._text.setLayout(column(said, self.text, spacing=6, margins=(16, 8, 16, 8)))
        self._stack = QStackedWidget()
        for part in (self.pages, self._text):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, spacing=0))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_file(self, attachment: Attachment, excerpts: Sequence[Excerpt]) -> None:
        """Show a file with these excerpts marked; one that is shown already stays where it was scrolled to."""
        quotes = [excerpt.quote for excerpt in excerpts]
        is_other = self._shown is None or self._shown.id != attachment.id
        self._shown = attachment
        if ending(attachment.name) == "pdf":
            self._stack.setCurrentWidget(self.pages)
            self.pages.mark(quotes)
            if is_other:
                content = evidence.attachment_bytes(self._session.casefile, sha256=attachment.sha256)
                self.pages.show_pdf(content, is_other=True)
        else:
            self._stack.setCurrentWidget(self._text)
            self.text.show_text(attachment.text, quotes)

    def show_excerpt(self, excerpt: Excerpt) -> bool:
        """Go to where an excerpt stands; whether that is known."""
        if self._stack.currentWidget() is self._text:
            return self.text.show_passage(excerpt.quote)
        page = _PAGE.search(excerpt.place)
        return page is not None and self.pages.show_page(int(page[1]))
