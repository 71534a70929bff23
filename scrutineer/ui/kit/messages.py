"""Where messages lie: above the page, never in it, so that nothing under the pointer moves when one comes."""

from __future__ import annotations

from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.theme import Theme

_LEAVES = frozenset({"ok", "info"})


class MessageShelf(QObject):
    """One message at a time over a page: it lies as low as it covers nothing that can be pressed or written in, or at
    the head where the pointer is there.

    What went well leaves by itself, though not while the mouse or the focus is on it; what went wrong stays until it
    is dismissed or something else is to be said.
    """

    AT_LEAST, A_LETTER = 9_000, 60  # milliseconds a message stays, and what each letter adds: a slow reader's pace

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host, self._theme = host, theme
        self._message: Message | None = None
        self._focused_before: QWidget | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self._leave)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.place)
        host.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now, or ""."""
        return self._message.text if self._message is not None else ""

    def tell(self, tone: str, fact: str, advice: str, action: QPushButton | None = None) -> None:
        """Say this instead of what is said now, to screen readers too."""
        self.dismiss()
        self._focused_before = QApplication.focusWidget()
        message = Message(self._theme, tone, fact, advice, action, dismiss=self.dismiss)
        message.setParent(self._host)
        self._message = message
        self.place()
        message.show()
        message.raise_()
        announcer.say(message, message.text, urgent=tone not in _LEAVES)
        if tone in _LEAVES:
            self._leaving.start(self.AT_LEAST + self.A_LETTER * len(message.text))

    def dismiss(self) -> None:
        """Take the message away; a focus that was on it goes back to where the work was."""
        self._leaving.stop()
        message, self._message = self._message, None
        if message is None:
            return
        focused, before = QApplication.focusWidget(), self._focused_before
        if focused is not None and message.isAncestorOf(focused) and before is not None and shiboken6.isValid(before):
            before.setFocus()
        message.hide()
        message.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The message follows the page's size, and what comes up on it."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.place()
        elif watched is self._host and event.type() == QEvent.Type.LayoutRequest and self._message is not None:
            self._soon.start()  # once what is laid out now lies where it will
        return False

    def _leave(self) -> None:
        message, focused = self._message, QApplication.focusWidget()
        if message is None:
            return
        if message.underMouse() or (focused is not None and message.isAncestorOf(focused)):
            self._leaving.start(self.AT_LEAST)
        else:
            self.dismiss()

    def place(self) -> None:
        """Lie where the page that is shown has room for a message."""
        message = self._message
        if message is None:
            return
        edge, page = self._theme.px(16), self._host.rect()
        width = min(page.width() - 2 * edge, self._theme.px(760))
        height = message.heightForWidth(width) if message.hasHeightForWidth() else message.sizeHint().height()
        used, low = _used(self._host, message), page.height() - height - edge
        middle, left = (QRect(x, low, width, height) for x in ((page.width() - width) // 2, edge))  # forms are right
        places = [_clear_of(used, begun, edge) for begun in (middle, left)]
        box = min(places, key=lambda place: (_covered(used, place), -place.top()))
        from PySide6.QtGui import QCursor

        pointer = self._host.mapFromGlobal(QCursor.pos())
        if not message.isVisible() and box.adjusted(-edge, -edge, edge, edge).contains(pointer):
            box.moveTop(edge)
        message.setGeometry(box)


class _Used(NamedTuple):
    """A part of a page that is pressed, or written in: half of a field can be seen to be there, and is gone round."""

    place: QRect
    is_pressed: bool


def _used(host: QWidget, message: QWidget) -> list[_Used]:
    """Where on a page one can press or write, as far as it is in sight."""
    from PySide6 import QtWidgets as Qt  # each of these costs something to be known, and the first page has no message

    written_in = (Qt.QLineEdit, Qt.QTextEdit, Qt.QPlainTextEdit, Qt.QComboBox, Qt.QAbstractSpinBox)
    parts: list[QWidget] = [part for kind in (Qt.QAbstractButton, *written_in) for part in host.findChildren(kind)]
    there = [part for part in parts if part.isVisible() and not message.isAncestorOf(part)]
    used = [_Used(_in_sight(part, host), isinstance(part, Qt.QAbstractButton)) for part in there]
    return [part for part in used if not part.place.isEmpty()]


def _clear_of(used: list[_Used], box: QRect, gap: int) -> QRect:
    """The lowest place straight above a box that covers none of these, else the one that covers least."""
    least, covered = box, _covered(used, box)
    while any(covered) and (over := [part for part in used if part.place.intersects(box)]):
        box = box.translated(0, min(part.place.top() for part in over) - gap - box.bottom() - 1)
        if box.top() < gap:
            break
        now = _covered(used, box)
        least, covered = (box, now) if now < covered else (least, covered)
    return least


def _in_sight(part: QWidget, host: QWidget) -> QRect:
    seen, around = QRect(part.mapTo(host, QPoint()), part.size()), part.parentWidget()
    while around is not None and around is not host:
        seen = seen.intersected(QRect(around.mapTo(host, QPoint()), around.size()))
        around = around.parentWidget()
    return seen


def _covered(used: list[_Used], box: QRect) -> tuple[int, int]:
    """How many parts that are pressed lie under it, and how many pixels of what is written in."""
    under = [part for part in used if part.place.intersects(box)]
    pressed = sum(part.is_pressed for part in under)
    written_in = [part.place.intersected(box) for part in under if not part.is_pressed]
    return pressed, sum(place.width() * place.height() for place in written_in)
