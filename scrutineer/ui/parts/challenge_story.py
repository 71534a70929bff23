"""What happened to a challenge, event by event: every reply whole, what was recorded wrongly struck out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from scrutineer.domain.challenge import Event, EventKind, Life
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.event_words import due_words, every_event, title_of, why_struck
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import button, column, label, row
from scrutineer.ui.theme import Theme

_ICONS = {
    EventKind.RAISED: "flag", EventKind.CHASED: "send", EventKind.ACKNOWLEDGED: "check", EventKind.RESPONSE: "reply",
    EventKind.VIEW: "gavel", EventKind.ACTION: "circle-dot", EventKind.EVIDENCE: "file-text",
    EventKind.ESCALATED: "arrow-up-right", EventKind.TESTED: "flask-conical", EventKind.RETEST: "calendar",
    EventKind.NOTE: "pencil", EventKind.CLOSED: "circle-check", EventKind.IMPACT: "eye", EventKind.REOPENED: "undo-2",
}  # fmt: skip


class _Dot(QWidget):
    """The dot of one event on the line of time."""

    def __init__(self, theme: Theme, kind: EventKind, last: bool, struck: bool) -> None:
        super().__init__()
        self._theme, self._icon, self._last = theme, "x" if struck else _ICONS[kind], last
        self.setFixedWidth(theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Room for the dot."""
        return QSize(self._theme.px(28), self._theme.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, ring, icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, size = self._theme, self._theme.px(26)
        middle = self.width() / 2
        painter.setPen(QPen(theme.colour("border-strong"), 1))
        if not self._last:
            painter.drawLine(QPointF(middle, size), QPointF(middle, self.height()))
        painter.setBrush(theme.colour("accent-soft" if self._last else "surface"))
        painter.setPen(QPen(theme.colour("accent" if self._last else "border-strong"), 1))
        painter.drawEllipse(QPointF(middle, size / 2), size / 2 - 1, size / 2 - 1)
        inner = theme.px(14)
        box = QRect(round(middle - inner / 2), round(size / 2 - inner / 2), inner, inner)
        ink = theme.colour("accent" if self._last else "text-2").name()
        painter.drawPixmap(box, icons.pixmap(self._icon, ink, inner, self.devicePixelRatioF()))


def story_lines(theme: Theme, life: Life, correct: Callable[[Event], None]) -> Iterator[QHBoxLayout]:
    """A line for each event, with its dot, its words and its day; one that counts leads to its correction."""
    whole = every_event(life)
    for number, (event, struck) in enumerate(whole):
        apart = f" ({event.marking.value})" if event.marking is not life.challenge.marking else ""
        said = [label(f"{event_title(event)}{apart}", "strong", wrap=True)]
        if event_sentence(event):
            said.append(label(event_sentence(event), "dense", wrap=True))
        words = column(*said, spacing=1, margins=(0, 2, 0, 8))
        if struck is not None:
            for part in said:
                _strike(part)
            words.addWidget(label(why_struck(struck), "small", wrap=True))
        line = row(spacing=10)
        line.addWidget(_Dot(theme, event.kind, number == len(whole) - 1, struck is not None))
        line.addLayout(words, 1)
        side = column(label(short_date(event.on_date), "small"), spacing=0)
        if struck is None:
            act = button("Correct", partial(correct, event), kind="link", small=True)
            act.setAccessibleName(f"Correct {event_title(event)}, {long_date(event.on_date)}")
            side.addWidget(act, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        line.addLayout(side)
        yield line


def _strike(part: QLabel) -> None:
    """Draw a line through words; who hears them is told that they are struck out."""
    font = part.font()
    font.setStrikeOut(True)
    part.setFont(font)
    part.setAccessibleName(f"Struck out: {part.text()}")


def event_title(event: Event) -> str:
    """What happened, as its heading."""
    return f"Your view: {event.view.value}" if event.kind is EventKind.VIEW and event.view else title_of(event)


def event_sentence(event: Event) -> str:
    """What was said, whole, to whom, by whom, and what it made due."""
    parts = [
        event.text,
        f"To {event.stage}" if event.stage else "",
        event.by,
        f"{due_words(event.kind)} {long_date(event.due)}" if event.due else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)
