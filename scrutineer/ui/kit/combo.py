"""A choice of values: a combo with its own chevron, which keeps what it holds though it is no longer offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from scrutineer.ui import icons
from scrutineer.ui.kit.basic import set_tip
from scrutineer.ui.kit.choice_list import ChoiceList
from scrutineer.ui.theme import Theme

NO_LONGER = "no longer offered"
_UNOFFERED = Qt.ItemDataRole.UserRole + 1


class Combo(QComboBox):
    """A choice of values, each with its words.

    A value that it was given, or that somebody chose, stays as it is whatever is offered: one that is not stands below
    the others, named as what it is, and is given back unchanged. The first choice never stands for it, or a record that
    somebody only reworded would say what nobody chose. `called` names a value that was never among the choices.
    """

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, Any]] = (),
        *,
        name: str = "",
        small: bool = False,
        called: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._called = theme, called
        self._is_chosen = False  # else what is shown is only the first of the choices
        self.setView(ChoiceList())
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if small:
            self.setProperty("compact", "true")
        self.set_choices(choices)
        self.currentIndexChanged.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        self._is_chosen = True

    def set_choices(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Replace the choices, keeping the value; where none was chosen the first is shown."""
        before, held, words = self.count(), self.value(), self._words_shown()
        is_empty = self.currentIndex() < 0
        with QSignalBlocker(self):
            self.clear()
            for choice, value in choices:
                self.addItem(choice, value)
            if before and is_empty:
                self.setCurrentIndex(-1)
            elif before:
                self._stand(held, words)

    def _words_shown(self) -> str:
        """The words of what is shown, as it was called while it was offered."""
        return self.currentText().removesuffix(f" ({NO_LONGER})")

    def _stand(self, value: Any, words: str = "") -> None:
        place = self.place_of(value)
        self.setCurrentIndex(place if place >= 0 else self._place_unoffered(value, words))

    def place_of(self, value: Any) -> int:
        """The place of a value among those shown, or -1."""
        return next((place for place in range(self.count()) if self.itemData(place) == value), -1)

    def _place_unoffered(self, value: Any, words: str) -> int:
        """Where a value stands that is not offered: below the others; nowhere, where it is that nothing is chosen."""
        if not self._is_chosen:
            return 0 if self.count() else -1
        if value is None or value == "":
            return -1
        self.addItem(f"{self._name(value, words)} ({NO_LONGER})", value)
        self.setItemData(self.count() - 1, True, _UNOFFERED)
        return self.count() - 1

    def _name(self, value: Any, words: str) -> str:
        called = self._called(value) if self._called is not None else ""
        plain = str(value.value).capitalize() if isinstance(value, Enum) else str(value)
        return called or words or plain

    def choose(self, value: Any) -> None:
        """Show a value, whether it is offered or not. Nothing is shown where it is empty and no choice says so."""
        self._is_chosen = True
        self._stand(value)
        with QSignalBlocker(self):
            for place in range(self.count() - 1, -1, -1):
                if self.itemData(place, _UNOFFERED) and place != self.currentIndex():
                    self.removeItem(place)  # it was held, and nothing holds it any more

    def is_offered(self) -> bool:
        """Whether what is shown is among what is offered now; so is nothing at all."""
        return not self.currentData(_UNOFFERED)

    def value(self) -> Any:
        """The value chosen."""
        return self.currentData()

    def shown_words(self) -> str:
        """As much of the chosen words as there is room for."""
        room = self.width() - self._theme.px(40)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def event(self, event: QEvent) -> bool:
        """The tool tip says the whole, where not all of it is seen."""
        if event.type() == QEvent.Type.ToolTip:
            set_tip(self, "" if self.shown_words() == self.currentText() else self.currentText())
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The field with as much of its words as fit, then the chevron: style sheets take no coloured image."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_words()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        size = self._theme.px(16)
        picture = icons.pixmap("chevron-down", self._theme.colour("text-2").name(), size, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - self._theme.px(7), (self.height() - size) // 2, picture)

    def wheelEvent(self, event: Any) -> None:
        """A wheel over a closed field scrolls the page, not the value."""
        event.ignore()


class Narrowing(Combo):
    """A choice of what a page shows, by which nothing is recorded: what is no longer there narrows nothing, and the
    first choice stands again. No form takes it in."""

    def _place_unoffered(self, _value: Any, _words: str) -> int:
        return 0 if self.count() else -1
