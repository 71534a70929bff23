"""Settings: the names that must stand in no report that leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.domain.issues import GuardedName
from scrutineer.operations import guarded_names
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection


class NamesSection(RowsSection):
    """Each name alone: where it is found in a report, that report is not written."""

    part = SettingsPart.NAMES
    said = (
        "A report for partners or the public in which one of these names stands is not written, and you are shown "
        "where it stands. They are kept in this casefile and printed nowhere."
    )

    def _columns(self) -> list[TableColumn]:
        return [TableColumn("Name", 0, lambda guarded: TableCell(guarded.name))]

    def _add_line(self) -> QWidget:
        self.new_name = Field()
        self.new_name.setPlaceholderText("Another name, then Enter")
        self.new_name.setAccessibleName("Another name to keep out")
        self.new_name.setMinimumWidth(self.session.theme.px(280))
        self.adding.add("name", self.new_name, required="Type the name that must stand in no report.")
        self.enter = EnterFilter(self.new_name, self.add)
        return flow(self.new_name, button("Add", self.add))

    def _lines(self) -> list[FieldLine]:
        self.name = Field()
        name = FieldLine("Name", self.name, beside=False)
        self.form.line("name", name, required="Type the name that must stand in no report.")
        return [name]

    def _recorded(self) -> Sequence[GuardedName]:
        return guarded_names.guarded_names(self.session.casefile)

    def _follow_new(self) -> None:
        if not self.adding.about:
            self.adding.follow("guarded-name:new", "A name to keep out", {})

    def _stored(self, thing: GuardedName) -> tuple[str, str, Said]:
        return f"guarded-name:{thing.id}", thing.name, {"name": thing.name}

    def _changing(self, thing: GuardedName) -> Operation[Any]:
        return do(guarded_names.change_guarded_name, guarded=thing)

    def _removing(self, thing: GuardedName) -> Operation[Any]:
        return do(guarded_names.let_in, guarded=thing)

    def begin(self) -> None:
        """At what adds one."""
        self.new_name.setFocus()

    def add(self) -> None:
        """Record the name typed; its field is cleared and keeps the focus."""
        if self.adding.ready():
            self.session.record(
                self.adding,
                do(guarded_names.keep_out, name=self.new_name.text()),
                done=lambda outcome: self.choose(outcome.value),
                anew={},
            )
