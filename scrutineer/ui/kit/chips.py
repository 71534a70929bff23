"""Chips: a few words that stand for something chosen, each with a way to open it and a way to take it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from scrutineer.domain.words import shortened
from scrutineer.ui.kit.basic import button, clear, label, row, set_tip
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import FlowLayout
from scrutineer.ui.theme import Theme, space

Filter = tuple[str, str, Callable[[], object]]
"""What a filter is about, what it asks for, and how it is taken away."""


class Chip(QFrame):
    """Words and a cross. The cross is a button; Delete and Backspace on it do the same. `taken` says what it does."""

    MOST = 48  # letters that are seen; the tool tip has the rest

    def __init__(
        self,
        theme: Theme,
        words: str,
        taken: str,
        take_away: Callable[[], object],
        opens: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.words = words
        seen = shortened(words, self.MOST)
        said = button(seen, opens, kind="link") if opens is not None else label(seen, "chipwords")
        if seen != words:
            said.setAccessibleName(words)
            set_tip(said, words)
        self.cross = button("", take_away, theme=theme, kind="cross", icon="x", hint=taken)
        self.cross.setFixedSize(theme.px(24), theme.px(24))
        self.cross.installEventFilter(self)
        self._take_away = take_away
        box = row(spacing=2, margins=(8, 0, 2, 0))
        box.addWidget(said)
        box.addWidget(self.cross)
        self.setLayout(box)
        self.setFixedHeight(theme.px(28))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that take things away elsewhere too."""
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            self._take_away()
            return True
        return super().eventFilter(watched, event)


class ChipRow(QWidget):
    """What is in force above a list, a chip each, and one button that clears all. It takes no room while it is empty.

    Taking one away hands the focus to the next chip, else to `home`.
    """

    def __init__(self, theme: Theme, home: QWidget, clear_all: Callable[[], object]) -> None:
        super().__init__()
        self._theme, self._home, self._clear_all = theme, home, clear_all
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName("Filters in force")
        self._box = FlowLayout(6)
        self.setLayout(self._box)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show these: what a filter is about, what it asks for, and how it is taken away."""
        shown = tuple((about, asked) for about, asked, _ in filters)
        if shown == self._shown:
            return
        held = self._place_of_focus()
        clear(self._box)
        self._shown = shown
        for about, asked, take_away in filters:
            self._box.addWidget(Chip(self._theme, f"{about}: {asked}", f"Remove filter {about}: {asked}", take_away))
        if filters:
            self._box.addWidget(button("Clear all", self._clear_all, kind="link"))
        self.setVisible(bool(filters))
        if held is not None:
            self._give_focus(held)

    def chips(self) -> list[Chip]:
        """The chips shown, in order."""
        items = (self._box.itemAt(place) for place in range(self._box.count()))
        return [part for item in items if item is not None and isinstance(part := item.widget(), Chip)]

    def _place_of_focus(self) -> int | None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        return next((place for place, chip in enumerate(self.chips()) if chip.isAncestorOf(focused)), 0)

    def _give_focus(self, place: int) -> None:
        chips = self.chips()
        next_one: QPushButton | QWidget = chips[min(place, len(chips) - 1)].cross if chips else self._home
        next_one.setFocus(Qt.FocusReason.OtherFocusReason)


def combo_filters(combos: Mapping[str, Narrowing], changed: Callable[[], None]) -> list[Filter]:
    """The filters that some choices put in force, by what each is about; the first choice of each asks for all."""

    def taker(combo: Narrowing) -> Callable[[], None]:
        def take_away() -> None:
            combo.setCurrentIndex(0)
            changed()

        return take_away

    return [(about, combo.currentText(), taker(combo)) for about, combo in combos.items() if combo.currentIndex() > 0]


def chip_flow(*parts: QWidget) -> QWidget:
    """Chips and what adds one, in lines."""
    made = QWidget()
    box = FlowLayout(6)
    for part in parts:
        box.addWidget(part)
    made.setLayout(box)
    made.setContentsMargins(0, space(2), 0, space(2))
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
