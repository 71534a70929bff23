"""A button that shows its key on it, as a cap beside its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from scrutineer.ui.kit.basic import button, label, row
from scrutineer.ui.theme import Theme, space


class KeyedButton(QPushButton):
    """A button with a cap at its right, which it makes room for."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._cap = label(key, "key")
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = row(None, margins=(0, 0, 10, 0))
        box.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(box)
        self.setProperty("keyed", "true")

    def sizeHint(self) -> QSize:
        """Icon, words and cap beside each other."""
        return super().sizeHint() + QSize(self._cap.sizeHint().width() + space(4), 0)

    def minimumSizeHint(self) -> QSize:
        """Neither the words nor the cap give way."""
        return self.sizeHint()


def keyed_button(
    text: str, pressed: Callable[[], object], key: str, *, theme: Theme, icon: str, kind: str = "plain"
) -> QPushButton:
    """Icon, words and key; a screen reader is told the key by its hint."""
    return button(text, pressed, theme=theme, kind=kind, icon=icon, hint=key, made_of=KeyedButton(key))
