"""A quiet line under a field that says what is noticed while somebody types. It refuses nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel

from scrutineer.ui.kit.basic import label
from scrutineer.ui.kit.fields import Field, Notes


def remark_under(field: Field | Notes, rule: Callable[[str], str]) -> QLabel:
    """The line for a field: it follows what is typed by a rule, takes no room while there is nothing to say, and is
    read out with the field."""
    line = label("", "small", wrap=True)
    line.hide()

    def follow() -> None:
        words = rule(field.text() if isinstance(field, Field) else field.toPlainText())
        if words != line.text():
            line.setText(words)
            field.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(field, QAccessible.Event.DescriptionChanged))
        line.setVisible(bool(words))

    field.textChanged.connect(follow)
    return line
