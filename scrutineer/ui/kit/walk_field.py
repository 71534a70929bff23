"""A field above a list: one types in it, and its arrows walk along the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from scrutineer.ui.kit.fields import Field


class WalkField(Field):
    """A field whose Up and Down walk along the list below it."""

    _BY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}  # noqa: RUF012

    def __init__(self, walk: Callable[[int], None]) -> None:
        super().__init__()
        self._walk = walk

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or type."""
        by = self._BY.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._walk(by)
