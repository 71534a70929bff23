"""What stands in a field as text, whatever kind of field it is: so that it can be compared, kept and put back."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from functools import singledispatch
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from scrutineer.domain.dates import long_date
from scrutineer.ui.kit.combo import Combo, Narrowing
from scrutineer.ui.kit.fields import DateField, LevelChooser, Segments
from scrutineer.ui.kit.number_field import NumberField


class Typed(QObject):
    """A field as text. `touched` is emitted when its content changes."""

    touched = Signal()
    blank = ""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def typed(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def put(self, raw: str) -> None:
        """Put back what stood in it; where it stands there already nothing moves, the cursor neither."""
        raise NotImplementedError

    def encode(self, value: Any) -> str:
        """What would stand in it for a stored value."""
        return "" if value is None else str(value)

    def question(self) -> str:
        """What is not clear about it, or ""."""
        return ""

    def end_undo(self) -> None:
        """Its own undo ends here: what it holds was recorded."""


class _Line(Typed):
    def __init__(self, widget: QLineEdit) -> None:
        super().__init__(widget)
        self._line = widget
        widget.textChanged.connect(self.touched)

    def typed(self) -> str:
        return self._line.text()

    def put(self, raw: str) -> None:
        if self._line.text() != raw:
            self._line.setText(raw)
            if not self._line.hasFocus():
                self._line.setCursorPosition(0)  # a field that is filled shows its beginning

    def end_undo(self) -> None:
        place = self._line.cursorPosition()
        self._line.setText(self._line.text())
        self._line.setCursorPosition(place)


class _Date(_Line):
    def __init__(self, widget: DateField) -> None:
        super().__init__(widget)
        self._date = widget

    def encode(self, value: Any) -> str:
        return long_date(value) if value is not None else ""

    def question(self) -> str:
        return self._date.question()


class _Number(_Line):
    def __init__(self, widget: NumberField) -> None:
        super().__init__(widget)
        self._number = widget

    def encode(self, value: Any) -> str:
        return self._number.shown(value)

    def question(self) -> str:
        return self._number.question()


class _Lines(Typed):
    def __init__(self, widget: QPlainTextEdit) -> None:
        super().__init__(widget)
        self._lines = widget
        widget.textChanged.connect(self.touched)

    def typed(self) -> str:
        return self._lines.toPlainText()

    def put(self, raw: str) -> None:
        if self._lines.toPlainText() != raw:
            self._lines.setPlainText(raw)

    def end_undo(self) -> None:
        self._lines.document().clearUndoRedoStacks()


def choice_key(value: Any) -> str:
    """A choice as text: an enum by its value, a pair by its parts, nothing chosen as ""."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return json.dumps([choice_key(part) for part in value])
    return str(value)


class _Choice(Typed):
    """What was chosen is held apart from what can be chosen. What is stored and no longer offered is shown and given
    back as it is; what somebody chose and is gone meanwhile is asked for again. The first never stands for either."""

    def __init__(self, widget: Combo) -> None:
        super().__init__(widget)
        self._combo = widget
        self._held = ""
        self._stored: tuple[str, Any] = ("", None)
        widget.currentIndexChanged.connect(self._on_chosen)
        widget.activated.connect(self._on_picked)

    def _on_chosen(self) -> None:
        if self._combo.currentIndex() >= 0:
            self._held = choice_key(self._combo.value())
        self.touched.emit()

    def _on_picked(self) -> None:
        """Also where the one that is shown already was picked."""
        if self._is_gone():
            self._on_chosen()

    def _place(self, raw: str) -> int:
        return next((n for n in range(self._combo.count()) if choice_key(self._combo.itemData(n)) == raw), -1)

    def _is_gone(self) -> bool:
        shown = choice_key(self._combo.value())
        return bool(self._held) and (self._held != shown or not self._combo.is_offered())

    def typed(self) -> str:
        return self._held or choice_key(self._combo.value())

    def put(self, raw: str) -> None:
        place = self._place(raw)
        self._held = raw
        if place >= 0:
            self._combo.choose(self._combo.itemData(place))
        elif raw and raw == self._stored[0]:
            self._combo.choose(self._stored[1])
        elif raw:
            self._combo.setCurrentIndex(-1)  # a draft says what was chosen and not what it was called
        elif self._combo.currentIndex() < 0:
            self._combo.setCurrentIndex(0)

    def encode(self, value: Any) -> str:
        self._stored = (choice_key(value), value)
        return self._stored[0]

    def question(self) -> str:
        stands = self._held == self._stored[0]
        return "What was chosen is no longer there. Choose again." if self._is_gone() and not stands else ""


class _Segment(Typed):
    def __init__(self, widget: Segments[Any]) -> None:
        super().__init__(widget)
        self._segments = widget
        widget.chosen.connect(self.touched)

    def typed(self) -> str:
        return choice_key(self._segments.value())

    def put(self, raw: str) -> None:
        if raw != self.typed():
            self._segments.choose(next((value for value in self._segments.values if choice_key(value) == raw), None))

    def encode(self, value: Any) -> str:
        return choice_key(value)


class _Level(Typed):
    blank = "not-yet"

    def __init__(self, widget: LevelChooser) -> None:
        super().__init__(widget)
        self._level = widget
        widget.chosen.connect(self.touched)

    def typed(self) -> str:
        return self._level.value()

    def put(self, raw: str) -> None:
        self._level.choose(raw)


class _Tick(Typed):
    def __init__(self, widget: QCheckBox) -> None:
        super().__init__(widget)
        self._tick = widget
        widget.toggled.connect(self.touched)

    def typed(self) -> str:
        return "yes" if self._tick.isChecked() else ""

    def put(self, raw: str) -> None:
        self._tick.setChecked(raw == "yes")

    def encode(self, value: Any) -> str:
        return "yes" if value else ""


class SaidTogether(Typed):
    """What is said in several widgets together, as one text: whoever holds them reads it, and puts it back."""

    def __init__(self, widget: QWidget, read: Callable[[], str], put: Callable[[str], None]) -> None:
        super().__init__(widget)
        self._read, self._put = read, put

    def typed(self) -> str:
        """What is said now."""
        return self._read()

    def put(self, raw: str) -> None:
        """Say it again; what is said already is left alone."""
        if raw != self._read():
            self._put(raw)


def _refuse(widget: QWidget) -> Typed:
    raise TypeError(f"{type(widget).__name__} is no field of a form")


@singledispatch
def typed_of(widget: QWidget) -> Typed:
    """The reading of a field. TypeError for a widget that is none."""
    return _refuse(widget)


typed_of.register(QLineEdit, _Line)
typed_of.register(DateField, _Date)
typed_of.register(NumberField, _Number)
typed_of.register(QPlainTextEdit, _Lines)
typed_of.register(Combo, _Choice)
typed_of.register(Narrowing, _refuse)
typed_of.register(Segments, _Segment)
typed_of.register(LevelChooser, _Level)
typed_of.register(QCheckBox, _Tick)
