"""Tabs that keep their places when another is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar

from scrutineer.ui.theme import space


class Tabs(QTabBar):
    """Tabs with room for the chosen one, which is bold and so wider."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """A little wider than the words."""
        return super().sizeHint() + QSize(space(28), 0)
