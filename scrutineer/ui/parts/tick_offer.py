"""What is usual is offered to be ticked: all in one move, or one by one; nothing is recorded before it is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from scrutineer.domain.words import counted
from scrutineer.ui.kit.basic import Card, button, clear, row
from scrutineer.ui.kit.fields import EnterFilter
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.theme import Theme


class TickOffer(Card):
    """Boxes to tick in columns, one that ticks them all, and the button that adds those ticked."""

    COLUMN, APART = 250, 16  # pixels at 100% of a box with its words, and at least between two columns

    def __init__(
        self, theme: Theme, title: str, noun: tuple[str, str], words: Callable[[Any], str],
        add: Callable[[list[Any]], None],
    ) -> None:  # fmt: skip
        super().__init__(title)
        self._theme, self._noun, self._words, self._add = theme, noun, words, add
        self._offered: tuple[Any, ...] = ()
        self._boxes: list[QCheckBox] = []
        self._keys: list[EnterFilter] = []  # Enter on a box adds those ticked
        self.all = QCheckBox(f"All {noun[1]} below")
        self.all.clicked.connect(self._tick_all)
        self.add_button = button("", self._add_ticked, kind="outline")
        self._enter = EnterFilter(self.all, self._add_ticked)
        self._places = row(spacing=0)
        self.body.addWidget(flow(self.all, self.add_button, spacing=14))
        self.body.addLayout(self._places)

    def offer(self, things: Sequence[Any]) -> None:
        """Offer these; nothing at all where there are none. What is ticked stays so while it is offered."""
        self.setVisible(bool(things))
        if tuple(things) == self._offered:
            return
        held = {self._words(thing) for thing in self.ticked()}
        self._offered = tuple(things)
        clear(self._places)
        self._keys.clear()
        self._boxes = [self._box(thing, held) for thing in things]
        widest = max((box.sizeHint().width() for box in self._boxes), default=0)
        for box in self._boxes:  # columns, whatever their words, and room before the next tick
            box.setMinimumWidth(max(self._theme.px(self.COLUMN), widest + self._theme.px(self.APART)))
        self._places.addWidget(flow(*self._boxes, spacing=4) if self._boxes else QWidget())
        self._count()

    def _box(self, thing: Any, held: set[str]) -> QCheckBox:
        words = self._words(thing)
        box = QCheckBox(words, self)  # in its place at once: as wide as it will be
        box.setChecked(words in held)
        box.setMinimumHeight(self._theme.px(26))
        box.toggled.connect(lambda _on: self._count())
        self._keys.append(EnterFilter(box, self._add_ticked))
        return box

    def ticked(self) -> list[Any]:
        """Those that are ticked now."""
        return [thing for thing, box in zip(self._offered, self._boxes, strict=True) if box.isChecked()]

    def _tick_all(self) -> None:
        wanted = len(self.ticked()) < len(self._boxes)
        for box in self._boxes:
            box.setChecked(wanted)
        self._count()

    def _count(self) -> None:
        number = len(self.ticked())
        states = Qt.CheckState
        some = states.PartiallyChecked if number else states.Unchecked
        self.all.setCheckState(states.Checked if self._boxes and number == len(self._boxes) else some)
        self.add_button.setText(f"Add {counted(number, *self._noun)}" if number else "Add those ticked")
        self.add_button.setEnabled(number > 0)

    def _add_ticked(self) -> None:
        if self.ticked():
            self._add(self.ticked())
