"""A button that shows its key on it, as a cap beside its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from scrutineer.ui.kit.basic import button, label, row
from scrutineer.ui.theme import Theme, space


def keyed_button(
    text: str, pressed: Callable[[], object], key: str, *, theme: Theme, icon: str, kind: str = "plain"
) -> QPushButton:
    """Icon, words and key; a screen reader is told the key by its hint."""
    made = button(text, pressed, theme=theme, kind=kind, icon=icon, hint=key)
    cap = label(key, "key")
    cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    box = row(None, margins=(0, 0, 10, 0))
    box.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    made.setLayout(box)
    made.setProperty("keyed", "true")
    made.setMinimumWidth(made.sizeHint().width() + cap.sizeHint().width() + space(4))
    return made
