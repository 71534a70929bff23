"""The guide inside the program: its pages as they are shipped, at the part that is asked for. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from scrutineer.operations.copies import show_elsewhere
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, label, row, take_size
from scrutineer.ui.kit.fields import Combo, EnterFilter, Field
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.theme import Theme, space

GUIDE = "user-guide"
SHIPPED = (
    GUIDE, "tutorial", "tasks", "jobs", "finding", "packs", "mapping-files", "frameworks", "rules", "command-line",
    "reference-verbs", "reference-records", "explanation", "promises", "sent-a-pack", "installing",
)  # fmt: skip
"""The pages that are there to be read, by their names; what is for whoever works on the program is not among them."""

_HEADING = re.compile(r"^(#{1,3}) +(\S[^\n]*)$", re.MULTILINE)
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n", re.MULTILINE)
_FIRST = "First steps"


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A part of the guide: its page and its heading; no heading is the page's beginning."""

    page: str
    heading: str = ""


def page_text(page: str) -> str:
    """The text of a page as it is shipped, in Markdown, without its pictures. KeyError for one that is not."""
    if page not in SHIPPED:
        raise KeyError(page)
    return _PICTURE.sub("", (paths.guide() / f"{page}.md").read_text(encoding="utf-8"))


def parts() -> list[tuple[str, GuidePart]]:
    """Every part in its order, each with the words that it is chosen by."""
    listed = []
    for page in SHIPPED:
        above = ""
        for marks, line in _HEADING.findall(page_text(page)):
            heading = line.rstrip()
            if len(marks) == 1:
                listed.append((heading, GuidePart(page)))
            else:
                above = heading if len(marks) == 2 else above
                words = heading if len(marks) == 2 else f"{above}, {heading}"
                listed.append((words if page == GUIDE else f"{words} ({page})", GuidePart(page, heading)))
    return listed


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
        self.choice = Combo(theme, listed, name="Part of the guide")
        self.choice.activated.connect(lambda _place: self.show_part(self.choice.value()))
        self.about_button = button("About", self._open_about, theme=theme, kind="link")
        self.about_button.setAutoDefault(False)
        self.words = Field(name="Find in this page", hint="Find in this page   Ctrl+F")
        self.words.textChanged.connect(lambda _text: self._find_anew())
        EnterFilter(self.words, self.find_next)
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
        top = row(self.back_button, self.choice, self.words, self.pages_button, self.about_button)
        top.setStretch(1, 3)
        top.setStretch(2, 2)
        box = column(spacing=8, margins=(12, 12, 12, 12))
        box.addLayout(top)
        for part in (self.said, self.keys):
            part.hide()
            box.addWidget(part)
        box.addWidget(self.view, 1)
        self.setLayout(box)
        for sequence, act in (
            ("Alt+Left", self.back), ("Ctrl+F", self._begin_to_find), ("F3", self.find_next),
            ("Shift+F3", self.find_previous),
        ):  # fmt: skip
            QShortcut(QKeySequence(sequence), self).activated.connect(act)
        theme.changed.connect(self._make_anew)

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
        if self._at is None or self._at.page != part.page:
            self.view.setMarkdown(page_text(part.page))
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

    def _begin_to_find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

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
