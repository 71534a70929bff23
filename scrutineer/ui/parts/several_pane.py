"""What stands beside a list while several of its rows are chosen: how many, which, and what can be done to all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from scrutineer.domain.marking import Marking
from scrutineer.domain.words import counted
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import marking_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.row_menu import copier
from scrutineer.ui.ops import Operation
from scrutineer.ui.session import Session

Key = TypeVar("Key", bound=int)
NAMED = 12
"""How many of them are named."""


class SeveralPane(QWidget, Generic[Key]):
    """Each act below is one entry, and one undo takes it back."""

    def __init__(self, session: Session, noun: str, clear: Callable[[], None], *foot: QPushButton) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"Several {noun}s chosen")
        self._session, self._noun = session, noun
        self.chosen: tuple[Key, ...] = ()
        self._heading, self._named = label("", "heading"), label("", "small", wrap=True)
        self._counted: list[tuple[QPushButton, str]] = []
        self._box = column(self._heading, self._named, spacing=8, margins=(16, 12, 16, 12))
        self._box.addStretch(1)
        outer = column(scroll(holder(self._box, "side"), "side"), spacing=0)
        outer.setStretch(0, 1)
        back = button("Choose one alone", clear, kind="link")
        self._foot = holder(row(back, None, *foot, margins=(16, 7, 16, 7)), "dock")
        outer.addWidget(self._foot)
        self.setLayout(outer)

    def add_act(self, heading: str, *parts: QWidget, act: QPushButton | None = None) -> None:
        """An act below the ones there are: what it asks, and the button that does it beside the last of that."""
        place = self._box.count() - 1
        last = parts[-1]
        if act is not None:
            line = row(last, act)
            line.setStretch(0, 1)
            last = holder(column(holder(line), spacing=2))
            self._counted.append((act, act.text()))
        for number, part in enumerate((rule(), label(heading, "card"), *parts[:-1], last)):
            self._box.insertWidget(place + number, part)

    def add_marking(self, marked: Callable[[Marking], Operation[Any]]) -> None:
        """The act that gives all of them one marking; it waits until one is chosen."""
        self.marking = Combo(self._session.theme, marking_choices(), name="Marking for all")

        def mark() -> None:
            marking = self.marking.value()
            if marking is not None:
                self._session.run(marked(marking))

        self._mark = button("Mark", mark, kind="outline")
        self.marking.currentIndexChanged.connect(lambda _number: self._offer())
        self.add_act("Marking", self.marking, act=self._mark)

    def _offer(self) -> None:
        self._mark.setEnabled(self.marking.value() is not None)

    def add_citing(self, references: Callable[[], list[str]], citations: Callable[[], list[str]]) -> None:
        """The ways to copy what they are called, one a line."""
        named = button("Copy the references", copier(references), kind="link")
        cited = button("Copy as citations", copier(citations), kind="link")
        self.add_act("Cite", flow(named, cited, spacing=14))

    def show_chosen(self, chosen: Sequence[Key], references: Sequence[str]) -> None:
        """Offer the acts for these; the first of them are named by their references."""
        self.chosen = tuple(chosen)
        many = counted(len(chosen), self._noun)
        self._heading.setText(f"{many} chosen")
        more = len(chosen) - len(references)
        self._named.setText(", ".join(references) + (f" and {more:,} more" if more > 0 else ""))
        for act, verb in self._counted:
            act.setText(f"{verb} {many}")
        self._offer()
