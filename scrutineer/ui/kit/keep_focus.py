"""The focus stays where the work is while parts of a page are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def _words(widget: QWidget) -> str:
    """What a person knows a widget by."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@contextmanager
def focus_kept(page: QWidget) -> Iterator[None]:
    """Where the widget with the focus is made anew, the focus goes to the one that took its place.

    Qt would pass it on to the next field of the window, where the next letters would land: where nothing took its
    place, the page itself has it.
    """
    focused = QApplication.focusWidget()
    if focused is None or not page.isAncestorOf(focused):
        yield
        return
    kind, words = type(focused), _words(focused)
    yield
    if shiboken6.isValid(focused) and focused.isVisible() and QApplication.focusWidget() is focused:
        return
    if shiboken6.isValid(page):
        alike = (widget for widget in page.findChildren(kind) if widget.isVisible() and _words(widget) == words)
        again = next(alike, None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page.isVisible():
            page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            page.setFocus(Qt.FocusReason.OtherFocusReason)
