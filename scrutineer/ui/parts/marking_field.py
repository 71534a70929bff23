"""Markings in the window: the field that asks for one, that of what stands, the act of a menu, the mark in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize

from scrutineer.domain.marking import Marking
from scrutineer.operations import marking as marks
from scrutineer.ui import icons
from scrutineer.ui.kit.choices import MARKING_ICONS
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.row_menu import RowAct
from scrutineer.ui.kit.tables import TableCell
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class MarkingField(Combo):
    """Each marking with its picture and its word. `unsaid` is offered first, for a marking that goes by what is there.

    Without it “Partner” is shown until another is chosen.
    """

    def __init__(self, session: Session, *, name: str = "Marking", unsaid: str = "", small: bool = False) -> None:
        unasked: list[tuple[str, Any]] = [(unsaid, None)] if unsaid else []
        choices = [*unasked, *((marking.value.capitalize(), marking) for marking in Marking)]
        super().__init__(session.theme, choices, name=name, small=small)
        theme = session.theme
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        for place in range(len(unasked), self.count()):
            icon = icons.icon(MARKING_ICONS[self.itemData(place).value], theme.colour("text-2"), theme.px(16))
            self.setItemIcon(place, icon)
        self.choose(None if unsaid else Marking.PARTNER)


class StandingMarking(MarkingField):
    """How something that is recorded is marked: another choice is recorded at once, and undo takes it back."""

    def __init__(self, session: Session, kind: type[Any], name: str = "Marking") -> None:
        super().__init__(session, name=name, small=True)
        self._session, self._kind, self._row = session, kind, 0
        self.activated.connect(lambda _place: self._record())

    def show_marking(self, row: int, marking: Marking) -> None:
        """Show how a row is marked; from now on a choice is of that row."""
        self._row = row
        self.choose(marking)

    def _record(self) -> None:
        if self._row:
            self._session.run(do(marks.set_marking, kind=self._kind, ids=[self._row], marking=self.value()))


def standing_marking(session: Session, thing: Any, name: str = "Marking") -> StandingMarking:
    """The field of one thing that is recorded."""
    made = StandingMarking(session, type(thing), name)
    made.show_marking(thing.id, thing.marking)
    return made


def mark_act(session: Session, things: Callable[[], Sequence[Any]]) -> RowAct:
    """The act of a menu that marks what is chosen, all of one kind."""

    def marker(marking: Marking) -> Callable[[], None]:
        def mark() -> None:
            chosen = things()
            if chosen:
                ids = [thing.id for thing in chosen]
                session.run(do(marks.set_marking, kind=type(chosen[0]), ids=ids, marking=marking))

        return mark

    return RowAct("Mark as", choices=tuple(RowAct(m.value.capitalize(), marker(m)) for m in Marking))


def marked(cell: TableCell, marking: Marking) -> TableCell:
    """A cell that says how its row is marked, by a picture and a word, where that is not what most are."""
    if marking is Marking.PARTNER:
        return cell
    return replace(cell, text=f"{cell.text} ({marking.value})", icon=MARKING_ICONS[marking.value])
