"""The steps of a task in the order in which they are taken, each one line; one at a time opens below them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scrutineer.ui import icons
from scrutineer.ui.kit.basic import button, column, holder, row
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.focus_order import take_focus_in
from scrutineer.ui.theme import Theme

_OPEN = {True: ("circle-dot", "text-2"), False: ("circle-question-mark", "warn")}
"""The sign and colour of a step without a tick: one that holds nothing up, and one that does."""


class StepStrip(QWidget):
    """A step that is answered says so in its line and needs no room; pressing it opens what it asks. `opened` says that
    another one is open than before, `passed` that a person looked at a step and went on from it: its number."""

    opened = Signal()
    passed = Signal(int)

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, QWidget | None]], *, numbered: int) -> None:
        """Each step with its words and what it opens: nothing where it stands below the strip anyway. Those after the
        `numbered` ones are no steps, and open all the same."""
        super().__init__()
        self._theme, self._words = theme, [words for words, _ in steps]
        self._parts, self._numbered = [part for _, part in steps], numbered
        self._said = [("", True, False)] * len(steps)
        self.current: int | None = None
        self.buttons: list[QPushButton] = []
        for number, _ in enumerate(steps):
            made = button("", partial(self.press, number))
            made.setCheckable(True)
            made.setProperty("kind", "stage")
            self.buttons.append(made)
        self._next = button("", self._go_on, kind="primary", small=True)
        box = column(flow(*self.buttons, spacing=6), spacing=8)
        for part in self._parts:
            if part is not None:
                part.hide()
                box.addWidget(part)
        self._foot = holder(row(self._next, None))
        self._foot.hide()
        box.addWidget(self._foot)
        self.setLayout(box)

    def say(self, number: int, words: str, *, answered: bool, shown: bool = True, sure: bool = True) -> None:
        """What a step's line says of it now, and whether it is answered; one that is not asked is left out and not
        counted. What is only a guess, or not known yet, is not `sure`: it holds nothing up and bears no tick."""
        self._said[number] = (words, answered, sure)
        self.buttons[number].setVisible(shown)
        if not shown and self.current == number:
            self.open(None)
        self._name()

    def _name(self) -> None:
        shown = [number for number, made in enumerate(self.buttons) if not made.isHidden()]
        for place, number in enumerate(shown, 1):
            words, answered, sure = self._said[number]
            made = self.buttons[number]
            count = f"{place}  " if number < self._numbered else ""
            made.setText(f"{count}{self._words[number]}{': ' if words else ''}{words}")
            icon, colour = ("check", "ok") if answered and sure else _OPEN[answered]
            made.setProperty("ticked", answered and sure)
            made.setIcon(icons.icon(icon, self._theme.colour(colour), self._theme.px(16), pad=4))

    def first_open(self) -> int | None:
        """The first step that is not answered and opens something; None where all are."""
        waiting = (number for number, (_, answered, _) in enumerate(self._said[: self._numbered]) if not answered)
        return next((n for n in waiting if self._parts[n] is not None and not self.buttons[n].isHidden()), None)

    def press(self, number: int) -> None:
        """Open a step, or close it where it is open."""
        self.open(None if self.current == number else number)

    def open(self, number: int | None) -> None:
        """Show what one step asks, or nothing of any."""
        self.current = number if number is not None and self._parts[number] is not None else None
        for place, (made, part) in enumerate(zip(self.buttons, self._parts, strict=True)):
            made.setChecked(place == self.current)
            if part is not None:
                part.setVisible(place == self.current)
        self._foot.setVisible(self.current is not None)
        self._next.setText("Next" if self._after() is not None else "To the answers")
        self.opened.emit()

    def _after(self) -> int | None:
        later = range((self.current if self.current is not None else -1) + 1, self._numbered)
        return next((n for n in later if self._parts[n] is not None and not self.buttons[n].isHidden()), None)

    def _go_on(self) -> None:
        """On to the next step; after the last, everything is one line again."""
        number, left = self._after(), self.current
        if left is not None:
            self.passed.emit(left)
        self.open(number)
        part = self._parts[number] if number is not None else None
        if part is not None:
            take_focus_in(part)
