"""The guide inside the program: its pages as they are shipped, at the part that is asked for. Nothing is fetched."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QShowEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from scrutineer import paths
from scrutineer.domain.spelling import Asked
from scrutineer.domain.words import counted
from scrutineer.operations.copies import show_elsewhere
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, label, row, take_size
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.parts.guide_pages import GUIDE, SHIPPED, GuidePart, GuidePassage, guide_search, parts, read_page
from scrutineer.ui.parts.guide_results import GuideResults
from scrutineer.ui.theme import Theme, space

_FIRST = "First steps"


def _set_apart(document: QTextDocument) -> None:
    """Air between lines and paragraphs, most above a heading: Markdown brings none."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        heading = shape.headingLevel() > 0
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(space(16 if heading else 0))
        shape.setBottomMargin(space(4 if heading else 2 if block.textList() else 10))
        cursor = QTextCursor(block)
        cursor.setBlockFormat(shape)
        block = block.next()


class GuideView(QTextBrowser):
    """Shows text alone: a picture or a page that a text names is not loaded."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:  # noqa: N802
        """Nothing, whatever is asked for."""
        return ""


class GuideDialog(QDialog):
    """The guide, beside the window: one goes on working while it is open."""

    def __init__(self, parent: QWidget, theme: Theme, ops: OpRunner) -> None:
        super().__init__(parent)
        self._theme, self._ops = theme, ops
        self._left: list[tuple[GuidePart, int]] = []  # where one came from, with how far it was scrolled
        self._at: GuidePart | None = None
        self._edge = 0  # the place in the text that stands at the top since one scrolled
        self._reached = 0  # the place in the text that is to stand at the top; 0 for the part's heading
        self.setWindowTitle("Guide")
        take_size(self, theme, 720, 620)
        self.keys = label("", "small", wrap=True)
        self.back_button = button("Back", self.back, theme=theme, icon="chevron-left", hint="Alt+Left")
        self.back_button.setAutoDefault(False)
        listed = parts()
        self.choice = Narrowing(theme, listed, name="Part of the guide")
        self.choice.activated.connect(lambda _place: self.show_part(self.choice.value()))
        self.about_button = button("About", self._open_about, theme=theme, kind="link")
        self.about_button.setAutoDefault(False)
        self.words = Field(name="Find in this page", hint="Find in this page   Ctrl+F")
        self.words.textChanged.connect(lambda _text: self._find_anew())
        EnterFilter(self.words, self.find_next)
        self.sought = Field(name="Search the whole guide", hint="Search the whole guide   Ctrl+Shift+F")
        self.sought.textChanged.connect(self._seek)
        EnterFilter(self.sought, lambda: self.open_found(self.results.current()))
        self.results = GuideResults(theme)
        self.results.chosen.connect(self.open_found)
        self.results.hide()
        self.said = label("", "small")
        self.view = GuideView()
        self.view.setAccessibleName("Guide")
        self.view.setOpenLinks(False)
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._note_edge())
        self.view.anchorClicked.connect(self._follow)
        self.view.document().setDefaultFont(theme.font("body"))
        self.pages_button = button("As pages", self._open_pages)
        self.pages_button.setAutoDefault(False)
        self.pages_button.setVisible(paths.guide_pages() is not None)
        self._lay_out()
        for sequence, act in (
            ("Alt+Left", self.back), ("Ctrl+F", partial(self._begin_in, self.words)), ("F3", self.find_next),
            ("Shift+F3", self.find_previous), ("Ctrl+Shift+F", partial(self._begin_in, self.sought)),
        ):  # fmt: skip
            QShortcut(QKeySequence(sequence), self).activated.connect(act)
        down = QShortcut(QKeySequence("Down"), self.sought, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.results.setFocus)
        theme.changed.connect(self._make_anew)

    def _lay_out(self) -> None:
        """Where one is above, what one looks for below it, then the page, or what was found in its place."""
        top = row(self.back_button, self.choice, self.pages_button, self.about_button)
        top.setStretch(1, 1)
        looking = row(self.sought, self.words)
        looking.setStretch(0, 3)
        looking.setStretch(1, 2)
        box = column(spacing=8, margins=(12, 12, 12, 12))
        box.addLayout(top)
        box.addLayout(looking)
        for part in (self.said, self.keys):
            part.hide()
            box.addWidget(part)
        box.addWidget(self.view, 1)
        box.addWidget(self.results, 1)
        self.setLayout(box)

    # Where one is

    def open_at(self, heading: str, keys: str = "") -> None:
        """Open the guide at the part with this heading, its first steps where there is none; `keys` are those of the
        page one comes from."""
        known = {part.heading for _, part in parts() if part.page == GUIDE and part.heading}
        self.keys.setText(f"Keys here: {keys}" if keys else "")
        self.keys.setVisible(bool(keys))
        self.show_part(GuidePart(GUIDE, heading if heading in known else _FIRST))
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    @property
    def part(self) -> GuidePart | None:
        """The part that was gone to last."""
        return self._at

    def show_part(self, part: GuidePart) -> None:
        """Go to a part; Back leads to where one was."""
        if self._at is not None and part != self._at:
            self._left.append((self._at, self.view.verticalScrollBar().value()))
        self._show(part)

    def back(self) -> None:
        """Where one was before, as far down as one was."""
        if self._left:
            part, scrolled = self._left.pop()
            self._show(part)
            self.view.verticalScrollBar().setValue(scrolled)

    def _show(self, part: GuidePart) -> None:
        self._show_results(False)
        if self._at is None or self._at.page != part.page:
            read_page(self.view.document(), part.page)
            _set_apart(self.view.document())
        self._at, self._reached = part, 0
        self.choice.choose(part)
        self.back_button.setEnabled(bool(self._left))
        self._say("")
        self._scroll()

    def _scroll(self) -> None:
        """Let the part's heading stand at the top, with the cursor in it."""
        if self._at is None:
            return
        document = self.view.document()
        block = document.begin()
        while block.isValid() and not (block.blockFormat().headingLevel() and block.text() == self._at.heading):
            block = block.next()
        if not block.isValid():
            block = document.begin()
        self.view.setTextCursor(QTextCursor(block))
        first = document.findBlock(self._reached) if self._reached else block
        top = document.documentLayout().blockBoundingRect(first).top()
        self.view.verticalScrollBar().setValue(int(top) if first.position() else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """How far down a part stands is known once there is a width."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._scroll)

    def _note_edge(self) -> None:
        """What one had reached is known before another look moves the lines."""
        self._edge = self.view.cursorForPosition(QPoint(0, 0)).position()

    def _make_anew(self) -> None:
        """Another palette or text size: an open guide is made again in it, at the line that one had reached."""
        self._theme.changed.disconnect(self._make_anew)
        window = self.parentWidget()
        if isinstance(window, QWidget) and self.isVisible() and self._at is not None:
            again = GuideDialog(window, self._theme, self._ops)
            again.keys.setText(self.keys.text())
            again.keys.setVisible(bool(self.keys.text()))
            again._show(self._at)
            again._left = self._left
            again.back_button.setEnabled(bool(self._left))
            again._reached = self._edge
            again.words.setText(self.words.text())
            again.sought.setText(self.sought.text())
            again._show_results(self.results.isVisible())
            again.move(self.pos())
            again.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not self.isActiveWindow())
            again.show()
        self.setParent(None)
        self.deleteLater()

    def _follow(self, link: QUrl) -> None:
        """Follow a link to another page of the guide; no other leads anywhere."""
        page = link.path().removesuffix(".md")
        if link.isRelative() and page in SHIPPED:
            self.show_part(GuidePart(page))
        else:
            self._say(f"{link.toDisplayString()} is not in this guide. Nothing outside it is opened.")

    def _open_pages(self) -> None:
        """The same guide with its pictures, in whatever shows pages here: files of this computer alone."""
        first = paths.guide_pages()
        if first is not None:
            self._ops.look(partial(show_elsewhere, first), anybody=True)

    # Finding in the page

    def _begin_in(self, field: Field) -> None:
        field.setFocus()
        field.selectAll()
        self._show_results(field is self.sought and bool(self.sought.text().strip()))

    def _find_anew(self) -> None:
        cursor = self.view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.view.setTextCursor(cursor)
        self._find(QTextDocument.FindFlag(0))

    def find_next(self) -> None:
        """The next place that holds the words, from the top again after the last."""
        self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> None:
        """The place before, from the bottom again before the first."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def _find(self, way: QTextDocument.FindFlag) -> None:
        words = self.words.text().strip()
        self._say("")
        if not words or self.view.find(words, way):
            return
        held = self.view.textCursor()
        ends = QTextCursor.MoveOperation.End if way else QTextCursor.MoveOperation.Start
        self.view.moveCursor(ends)
        if not self.view.find(words, way):
            self.view.setTextCursor(held)
            self._say(f"“{words}” does not stand in this page.")

    # Finding in the whole guide

    def _seek(self, words: str) -> None:
        """Show what the guide holds of the words in place of the page; no words show the page again."""
        hits, number = guide_search().find(words)
        self.results.show_hits(hits)
        self._show_results(bool(words.strip()))
        if number > len(hits):
            self._say(f"{number} passages of the guide hold “{words.strip()}”, the likeliest {len(hits)} are shown.")
        elif words.strip():
            held = counted(number, "passage holds", "passages hold") if number else "No page of the guide holds"
            self._say(f"{held} “{words.strip()}”.")

    def _show_results(self, shown: bool) -> None:
        self.results.setVisible(shown)
        self.view.setVisible(not shown)
        self._say("")

    def open_found(self, passage: GuidePassage | None) -> None:
        """Go to a passage, with the first of the words marked in it; Back leads to where one was."""
        if passage is None:
            return
        if self._at is not None:
            self._left.append((self._at, self.view.verticalScrollBar().value()))
        self._show(passage.part)
        block = self.view.document().findBlockByNumber(passage.block)
        self._reached = block.position()
        self._scroll()
        cursor = QTextCursor(block)
        start, end, _ = next(iter(Asked.read(self.sought.text()).marks(block.text(), limit=1)), (0, 0, 0))
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self.view.setTextCursor(cursor)
        self.view.setFocus()

    def reject(self) -> None:
        """Esc leaves what was found for the page, and then the guide."""
        if self.results.isVisible():
            self._show_results(False)
            self.view.setFocus()
        else:
            super().reject()

    def _open_about(self) -> None:
        from scrutineer.ui.dialogs.about import open_about  # it shows its page in this one's kind of view

        open_about(self.parentWidget() or self, self._theme)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        announcer.say(self.words, words)


def open_guide(window: QWidget, theme: Theme, ops: OpRunner, heading: str, keys: str = "") -> None:
    """Open the window's guide at a part; one that is open goes there."""
    opened = window.findChild(GuideDialog) or GuideDialog(window, theme, ops)
    opened.open_at(heading, keys)
