"""What holds typed text and must keep it before the part of the page around it goes."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Keeping(QObject):
    """Found among the children of whatever is cleared away, so that no page has to remember it."""

    def keep(self) -> None:
        """Keep what was typed."""
        raise NotImplementedError
