"""Quiet lines under fields that say what is noticed while somebody types. They refuse nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from scrutineer.domain.privacy import remark
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.asks import place_below
from scrutineer.ui.kit.basic import label
from scrutineer.ui.kit.fields import DateField, Field, Notes


def remark_under(field: Field | Notes, rule: Callable[[str], str]) -> QLabel:
    """The line for a field: it follows what is typed by a rule, takes no room while there is nothing to say, and is
    read out with the field."""

    def said() -> str:
        return rule(field.text() if isinstance(field, Field) else field.toPlainText())

    line = label(said(), "small", wrap=True)
    if not line.text():
        line.hide()  # never shown before it has its place: it would be a window of its own
    field.setAccessibleDescription(line.text())

    def follow() -> None:
        words = said()
        if words != line.text():
            line.setText(words)
            _announce(field, words)
        line.setVisible(bool(words))

    field.textChanged.connect(follow)
    return line


class Remarks:
    """What is typed into the fields of one form and looks like a person's name, address or number is remarked on.

    Only what is being typed is: what is recorded was remarked on when it was typed.
    """

    def __init__(self, roles: tuple[str, ...]) -> None:
        """`roles`: the fields that ask for a role, where a person's name is the likely slip."""
        self._roles = roles
        self._fields: dict[str, QWidget] = {}
        self._lines: dict[str, QLabel] = {}
        self._seen: dict[str, str] = {}

    def add(self, name: str, field: QWidget) -> None:
        """Look at this field, where text is typed into it."""
        if isinstance(field, QLineEdit | QPlainTextEdit) and not isinstance(field, DateField):
            self._fields[name] = field

    def words(self) -> dict[str, str]:
        """What is remarked under which field."""
        return {name: line.text() for name, line in self._lines.items() if line.text()}

    def follow(self, typed: Mapping[str, str]) -> None:
        """Look at what is typed and not recorded, by field."""
        for name in self._fields:
            text = typed.get(name, "")
            if text != self._seen.get(name, ""):
                self._seen[name] = text
                self._say(name, remark(text, names_a_role=name in self._roles))

    def _say(self, name: str, words: str) -> None:
        line, field = self._lines.get(name), self._fields[name]
        if line is None or not shiboken6.isValid(line):  # the part of the page that held it was made anew
            if not words:
                return
            line = self._lines[name] = label("", "small", wrap=True)
            place_below(field, line)
        if words != line.text():
            line.setText(words)
            _announce(field, words)
        line.setVisible(bool(words))


def _announce(field: QWidget, words: str) -> None:
    field.setAccessibleDescription(words)
    QAccessible.updateAccessibility(QAccessibleEvent(field, QAccessible.Event.DescriptionChanged))
    announcer.say(field, words)
