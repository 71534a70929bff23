"""The small parts every page is made of: labels, buttons, cards, messages, empty pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from scrutineer.ui import icons
from scrutineer.ui.kit.keeping import keep_all
from scrutineer.ui.kit.paint import NON_LEVELS, paint_mark
from scrutineer.ui.kit.scrolling import OneScroll
from scrutineer.ui.theme import Theme, space

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QStandardItem, QTextDocument


class Remark(QLabel):
    """A line of text that gives way: it ends in an ellipsis where the width is short, and its tool tip says it all."""

    def __init__(self, text: str = "", role: str = "small") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def event(self, event: QEvent) -> bool:
        """The tool tip is the text as it is now, where not all of it is seen."""
        if event.type() == QEvent.Type.ToolTip:
            set_tip(self, "" if self._seen() == self.text() else self.text())
        return super().event(event)

    def _seen(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text as far as it fits."""
        words = self._seen()
        if words == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), self.palette(), self.isEnabled(), words,
            self.foregroundRole(),
        )  # fmt: skip


_LONG_WORD = re.compile(r"[!-\u024f]{25,}")  # of the letters of Europe; other scripts break by rules of their own


def _breakable(text: str) -> str:
    """A text whose longest words may go on in the next line, by marks that are not seen."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), text)


class Prose(QLabel):
    """Words that go on in the next line. One that is longer than a line does too: Qt would widen the page for it."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._said = ""
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show a text; it is read out and handed on as it is."""
        shown = _breakable(text)
        if shown != text or self.accessibleName() == self._said:
            self.setAccessibleName(text if shown != text else "")
        self._said = text
        super().setText(shown)

    def text(self) -> str:
        """The text as it was given."""
        return self._said


def label(text: str, role: str = "dense", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label in one of the style sheet's roles; its text is never read as markup."""
    made = Prose(text) if wrap else Remark(text) if role == "small" else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if role == "chip":
        made.setIndent(0)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if name:
        made.setAccessibleName(name)
    return made


def plain_tip(text: str) -> str:
    """A text that a tool tip shows as it is. Qt takes one that looks like markup for markup, pictures and all.

    A mark that is not seen then parts each bracket from its word; any other text is left alone.
    """
    return re.sub("[<&]", lambda mark: f"{mark[0]}\u2060", text) if Rich.mightBeRichText(text) else text


def set_tip(part: QWidget | QAction | QStandardItem, text: str) -> None:
    """Give a part its tool tip, never read as markup. The one way in which a tool tip is given."""
    part.setToolTip(plain_tip(text))


def show_tip(part: QWidget, text: str) -> None:
    """Show a text below a part at once, as a tool tip, never read as markup."""
    from PySide6.QtWidgets import QToolTip  # the first page stands without it

    QToolTip.showText(part.mapToGlobal(part.rect().bottomLeft()), plain_tip(text), part)


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    theme: Theme | None = None,
    kind: str = "plain",
    icon: str = "",
    small: bool = False,
    hint: str = "",
    made_of: QPushButton | None = None,
) -> QPushButton:
    """A button that Enter presses too; one of an icon alone is read out by its hint. One primary button a region.

    `made_of`: a button of a class of its own, that is to look and behave so.
    """
    made = made_of or QPushButton()
    made.setText(text)
    made.setAutoDefault(True)
    made.setProperty("kind", kind)
    if small:
        made.setProperty("compact", "true")
    if icon and theme is not None:
        ink = {"primary": "on-accent", "outline": "accent", "link": "accent", "cross": "accent"}.get(kind, "text")
        made.setIcon(icons.icon(icon, theme.colour(ink), theme.px(16), pad=4 if text else 0))
        made.setIconSize(QSize(theme.px(16) + (4 if text else 0), theme.px(16)))
    if hint:
        set_tip(made, hint)
    if not text:
        made.setAccessibleName(hint)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def row(
    *parts: QWidget | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts beside each other; None is a stretch, a number a gap. Lengths are at 100%."""
    box = QHBoxLayout()
    _fill(box, parts, spacing, margins)
    return box


def column(
    *parts: QWidget | int | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts below each other; None is a stretch, a number a gap. Lengths are at 100%."""
    box = QVBoxLayout()
    _fill(box, parts, spacing, margins)
    return box


def _fill(
    box: QHBoxLayout | QVBoxLayout,
    parts: tuple[QWidget | int | None, ...],
    spacing: int,
    margins: tuple[int, int, int, int],
) -> None:
    box.setSpacing(space(spacing))
    box.setContentsMargins(*map(space, margins))
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(space(part))
        else:
            box.addWidget(part)


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout."""
    made = QWidget()
    if name:
        made.setObjectName(name)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def clear(layout: QLayout | None) -> None:
    """Take everything out of a layout."""
    if layout is None:
        return
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            keep_all(widget)  # what is being typed there is not lost with it
            widget.hide()
            widget.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())


def scroll(inner: QWidget, name: str = "") -> OneScroll:
    """A scroll area around a widget, as wide as the area; of it and the tables in it, one scrolls."""
    area = OneScroll(inner)
    if name:
        area.setObjectName(name)
    return area


class Card(QFrame):
    """A bordered surface with a heading row and a body."""

    HEAD = 38  # pixels at 100%: the heading row and the line below it

    def __init__(self, title: str = "", *extra: QWidget, margins: tuple[int, int, int, int] = (14, 10, 14, 12)) -> None:
        super().__init__()
        self.setObjectName("card")
        outer = column(spacing=0)
        self.title = label(title, "card")
        if title:
            head = holder(self._head(extra), "cardhead")
            head.setFixedHeight(space(self.HEAD))
            outer.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        self.body = column(margins=margins)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)

    def _head(self, extra: tuple[QWidget, ...]) -> QHBoxLayout:
        """The heading row: remarks give way where the width is short, everything else stays."""
        box = row(self.title, spacing=8, margins=(14, 0, 12, 1))
        remarks = [part for part in extra if part.property("role") == "small"]
        if not remarks:
            box.addStretch(1)
        for part in extra:
            if part in remarks and isinstance(part, QLabel):
                part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            box.addWidget(part, 1 if part in remarks else 0)
        return box


def carded(table: QWidget) -> Card:
    """A table on a card of its own, without a heading row: its own headings are enough."""
    card = Card(margins=(1, 1, 1, 1))
    card.body.addWidget(table)
    return card


class _FactFirst(QLabel):
    """A fact in bold, then what is safe and what to do next; a fact alone needs no stress. The text is plain and can be
    selected: only the letters of its document differ."""

    def __init__(self, fact: str, advice: str) -> None:
        from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument  # the first page stands without them

        super().__init__(f"{fact} {advice}".strip())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sizeHint()  # Qt fills the document when it is first asked how large it is
        document = self.findChild(QTextDocument)
        if advice and document is not None:
            cursor, bold = QTextCursor(document), QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            cursor.setPosition(_place_in(document, fact), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(bold)


def _place_in(document: QTextDocument, words: str) -> int:
    """Where words that a text begins with end in its document, which counts as UTF-16 does."""
    return min(len(words.encode("utf-16-le", "surrogatepass")) // 2, document.characterCount() - 1)


class Message(QFrame):
    """A message in the page: a bold fact, then what to do. Tone is danger, warn, ok or info."""

    _ICONS = {"danger": "x", "warn": "triangle-alert", "ok": "check", "info": "info"}  # noqa: RUF012

    def __init__(
        self,
        theme: Theme,
        tone: str,
        fact: str,
        advice: str = "",
        action: QPushButton | None = None,
        *,
        dismiss: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setProperty("tone", tone)
        ink = theme.colour({"info": "text-2"}.get(tone, tone))
        picture = QLabel()
        picture.setPixmap(icons.pixmap(self._ICONS[tone], ink.name(), theme.px(18), self.devicePixelRatioF()))
        words = _FactFirst(fact, advice)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = row(picture, spacing=10, margins=(12, 8, 10, 8))
        box.addWidget(words, 1)
        if action is not None:
            box.addWidget(action)
        if dismiss is not None:
            self.setProperty("floats", "true")
            away = button("", dismiss, theme=theme, kind="link", icon="x")
            away.setAccessibleName("Dismiss this message")
            set_tip(away, "Dismiss this message, Esc")
            box.addWidget(away)
            for part in filter(None, (action, away)):
                part.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on it leaves the focus where the work is
        self.setLayout(box)
        self.setAccessibleName(f"{fact} {advice}".strip())
        self.text = f"{fact} {advice}".strip()


class EmptyState(QWidget):
    """What an empty page says: one heading, one sentence, the first thing to do."""

    def __init__(self, theme: Theme, icon: str, heading: str, sentence: str, *actions: QPushButton) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.colour("text-3").name(), theme.px(30), self.devicePixelRatioF()))
        words = label(sentence, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setMinimumWidth(theme.px(200))
        words.setMaximumWidth(theme.px(460))
        words.setMinimumHeight(words.fontMetrics().lineSpacing() * (1 + len(sentence) // 60) + space(8))
        title = label(heading, "heading")
        box = column(None, spacing=10)
        for part in (picture, title):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        line = row(None, words, None)
        line.setStretch(1, 100)  # as wide as it may be where there is room
        box.addLayout(line)
        if actions:
            box.addWidget(holder(row(None, *actions, None)))
        box.addStretch(2)
        self.setLayout(box)


class LevelPill(QWidget):
    """A level in its tint, or a non-score in an outline: shape and word."""

    def __init__(self, theme: Theme, look: str, word: str, *, tall: bool = False) -> None:
        super().__init__()
        self._theme, self._look, self._word, self._tall = theme, look, word, tall
        self.setSizePolicy(QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """Wide enough for the word."""
        from PySide6.QtGui import QFontMetrics

        width = QFontMetrics(self._theme.font("control", 600)).horizontalAdvance(self._word)
        return QSize(width + self._theme.px(46), self._theme.px(30 if self._tall else 28))

    def minimumSizeHint(self) -> QSize:
        """The word may be clipped before the page grows."""
        return QSize(self._theme.px(60), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint, shape, word."""
        painter = QPainter(self)
        paint_pill(painter, self._theme, QRectF(self.rect()), self._look, self._word)


def paint_pill(painter: QPainter, theme: Theme, box: QRectF, look: str, word: str) -> None:
    """A level pill in a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(theme.level_colour(look, "tint"))
    painter.setPen(Qt.PenStyle.NoPen)
    if look in NON_LEVELS:
        pen = QPen(theme.colour("border-strong"), 1)
        if look == "not-yet":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
    painter.drawRoundedRect(inner, theme.px(6), theme.px(6))
    paint_mark(painter, theme, look, QPointF(box.left() + theme.px(18), box.center().y()), theme.px(14))
    painter.setPen(theme.level_colour(look, "text"))
    painter.setFont(theme.font("control", 600))
    words = QRectF(box.left() + theme.px(33), box.top(), box.width() - theme.px(38), box.height())
    text = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def take_size(dialog: QWidget, theme: Theme, width: float, height: float) -> None:
    """Give a dialog its size, said at 100%; never more than the window that it belongs to has."""
    wanted, parent = QSize(theme.px(width), theme.px(height)), dialog.parentWidget()
    dialog.resize(wanted.boundedTo(parent.window().size()) if parent is not None else wanted)


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("rule")
    return made
