"""A card of rows with a line for one more, and what can be done to the row chosen on buttons below and in its menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.ui.kit.basic import Card, button, column, holder, label
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.kit.tables import Register, TableColumn
from scrutineer.ui.parts.marking_field import mark_act
from scrutineer.ui.session import Session


class ListedCard(Card):
    """What such a card is made of; each says its columns, the fields of a new row, and what can be done to one."""

    def __init__(self, session: Session, title: str, *, none: str, height: int = 32) -> None:
        """`none` is said while there is no row; `height` is that of a row at 100%."""
        super().__init__(title, margins=(1, 0, 1, 1))
        self.session = session
        self.table = Register(session.theme, self._columns(), name=title, height=height)
        self.table.stands_whole = True
        self._menu = RowMenu(self.table, self._acts)
        self._none = label(none, "muted", wrap=True)
        self.form = Form(session, self)
        fields = self._fields()
        self._enter = [EnterFilter(field, self.add) for field in fields if isinstance(field, Field)]
        self._buttons = [button(act.words, act.act, small=True) for act in self._every_act()]
        self._acting = flow(*self._buttons, spacing=6)
        self._adding = flow(*fields, button("Add", self.add, small=True), spacing=6)
        foot = column(self._none, self._acting, self._adding, self.form.note, spacing=8, margins=(13, 8, 13, 10))
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addWidget(holder(foot))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._fit())

    # What each card says

    def _columns(self) -> list[TableColumn]:
        raise NotImplementedError

    def _fields(self) -> Sequence[QWidget]:
        """The fields of a new row, taken into the form."""
        raise NotImplementedError

    def _every_act(self) -> Sequence[RowAct]:
        """Everything that can be done to a row."""
        raise NotImplementedError

    def _can(self, act: RowAct, thing: Any) -> bool:
        """Whether an act is offered for a row."""
        return act.act is not None and thing is not None

    def add(self) -> None:
        """Record what is typed as a new row."""
        raise NotImplementedError

    # What they share

    def show_things(self, things: Sequence[Any]) -> None:
        """Show these rows; the one chosen stays so."""
        self.table.show_rows(things, lambda thing: thing.id)
        self.table.setVisible(bool(things))
        self._none.setVisible(not things)
        self.table.stand(whole=True)
        self._fit()

    def choose(self, row_id: int) -> bool:
        """Choose one row; says whether it is there."""
        return self.table.select(lambda thing: thing.id == row_id)

    def chosen(self) -> Any:
        """The row chosen, or None."""
        return self.table.current() if self.table.rows_model.rowCount() else None

    def _acts(self) -> list[RowAct | None]:
        thing = self.chosen()
        if thing is None:
            return []
        acts = [act for act in self._every_act() if self._can(act, thing)]
        return [*acts, mark_act(self.session, lambda: [thing])]

    def _fit(self) -> None:
        """Offer what can be done to the row chosen."""
        thing = self.chosen()
        for part, act in zip(self._buttons, self._every_act(), strict=True):
            part.setVisible(thing is not None and self._can(act, thing))
        self._acting.setVisible(thing is not None)
