"""What holds typed text and must keep it before the part of the page around it goes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget


class Keeping(QObject):
    """Found among the children of whatever is cleared away, so that no page has to remember it."""

    def keep(self) -> None:
        """Keep what was typed."""
        raise NotImplementedError


def keep_all(part: QWidget) -> None:
    """Keep whatever is being typed anywhere in a part of the window."""
    for typed in part.findChildren(Keeping):
        typed.keep()
