"""Where messages lie: above the page, never in it, so that nothing under the pointer moves when one comes."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.theme import Theme

_LEAVES = frozenset({"ok", "info"})


class MessageShelf(QObject):
    """One message at a time over a page: it lies at the foot, or at the head where the pointer is at the foot.

    What went well leaves by itself, though not while the mouse or the focus is on it; what went wrong stays until it
    is dismissed or something else is to be said.
    """

    AT_LEAST, A_LETTER = 9_000, 60  # milliseconds a message stays, and what each letter adds: a slow reader's pace

    def __init__(self, host: QWidget, theme: Theme, foot: Callable[[], int] = lambda: 0) -> None:
        """`foot` is the height at the bottom of the page that is to stay clear: of what is docked there."""
        super().__init__(host)
        self._foot = foot
        self._host, self._theme = host, theme
        self._message: Message | None = None
        self._focused_before: QWidget | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self._leave)
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
        """The message follows the page's size."""
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.place()
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
        bottom = max(height + edge, page.height() - self._foot())
        box = QRect((page.width() - width) // 2, bottom - height - edge, width, height)
        from PySide6.QtGui import QCursor

        pointer = self._host.mapFromGlobal(QCursor.pos())
        if not message.isVisible() and box.adjusted(-edge, -edge, edge, edge).contains(pointer):
            box.moveTop(edge)
        message.setGeometry(box)
