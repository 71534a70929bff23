"""A list of one kind of thing and the form of the one chosen, which belong together wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrutineer.ui.kit.basic import Card, label
from scrutineer.ui.kit.chosen_rows import choose_none
from scrutineer.ui.kit.tables import Register, TableColumn
from scrutineer.ui.parts.record_form import Acts, AskedField, RecordForm, Said
from scrutineer.ui.session import Session


class RecordList:
    """Choosing a row shows it in the form, the first where none was chosen; Another one makes room for a new thing,
    and leaves the row."""

    def __init__(
        self, session: Session, key: str, noun: str, title: str, *, columns: Sequence[TableColumn],
        asked: Sequence[AskedField], acts: Acts, none: str, height: int = 51,
    ) -> None:  # fmt: skip
        """`none` is said while there is no row."""
        self._title = title
        self.table = Register(session.theme, columns, name=title, height=height)
        self.table.stands_whole = True
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.card = Card(title, margins=(1, 0, 1, 1))
        self._none = label(none, "muted", wrap=True)
        self._none.setMargin(session.theme.px(12))
        self.card.body.addWidget(self._none)
        self.card.body.addWidget(self.table)
        self.form = RecordForm(session, key, noun, asked, acts)
        self.form.begun.connect(lambda: choose_none(self.table))
        self._blank: Said = {}

    def show_things(self, things: Sequence[Any], blank: Said) -> None:
        """Show these; the one in the form stays there, as it is now."""
        held = self.form.thing
        self._blank = blank
        self.table.selectionModel().blockSignals(True)
        self.table.rows_model.set_rows(things)
        still = next((thing for thing in things if held is not None and thing.id == held.id), None)
        if still is None and not self.form.is_new_begun:
            still = next(iter(things), None)
        if still is not None:
            self.table.select(lambda thing: thing.id == still.id)
        self.table.selectionModel().blockSignals(False)
        self.card.title.setText(f"{self._title}   {len(things)}")
        self.table.setVisible(bool(things))
        self._none.setVisible(not things)
        self.table.stand(whole=True)
        self.form.show_thing(still, blank=blank)

    def set_shown(self, shown: bool) -> None:
        """Show both, or neither."""
        self.card.setVisible(shown)
        self.form.setVisible(shown)

    def choose(self, row_id: int) -> None:
        """Choose a row by its id; 0 begins a new one."""
        if row_id:
            self.table.select(lambda thing: thing.id == row_id)
        else:
            self.form.begin_new()

    @property
    def row(self) -> int:
        """The id of what the form shows; 0 for a new one."""
        return int(self.form.thing.id) if self.form.thing is not None else 0

    def _on_chosen(self) -> None:
        thing = self.table.current()
        if thing is not None:
            self.form.show_thing(thing, blank=self._blank)
