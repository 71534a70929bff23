"""A section whose rows are one text each: typing another and pressing Enter adds it, and the field stays ready."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection


class TextRowsSection(RowsSection):
    """What such a section shares; each says what its text is called, and what is recorded of it."""

    column: ClassVar[str]
    """The field of a row that holds its text; its heading is that word."""
    another: ClassVar[str]
    """What a further row is called, as “Another word”."""
    spoken: ClassVar[str]
    """What the field for a further row is read out as."""
    needed: ClassVar[str]
    """What is said where nothing was typed."""
    key: ClassVar[str]
    """How the keys of its forms begin."""
    begun: ClassVar[str]
    """What a row that is typed and not yet recorded is called."""

    def _adding(self, text: str) -> Operation[Any]:
        """What records another row."""
        raise NotImplementedError

    def _columns(self) -> list[TableColumn]:
        return [TableColumn(self.column.capitalize(), 0, lambda thing: TableCell(getattr(thing, self.column)))]

    def _add_line(self) -> QWidget:
        self.new_text = Field(name=self.spoken, hint=f"{self.another}, then Enter")
        self.new_text.setMinimumWidth(self.session.theme.px(280))
        self.adding.add(self.column, self.new_text, required=self.needed)
        self.enter = EnterFilter(self.new_text, self.add)
        return flow(self.new_text, button("Add", self.add))

    def _lines(self) -> list[FieldLine]:
        self.text = Field()
        line = FieldLine(self.column.capitalize(), self.text, beside=False)
        self.form.line(self.column, line, required=self.needed)
        return [line]

    def _follow_new(self) -> None:
        if not self.adding.about:
            self.adding.follow(f"{self.key}:new", self.begun, {})

    def _stored(self, thing: Any) -> tuple[str, str, Said]:
        text = getattr(thing, self.column)
        return f"{self.key}:{thing.id}", text, {self.column: text}

    def begin(self) -> None:
        """At what adds one."""
        self.new_text.setFocus()

    def add(self) -> None:
        """Record the text typed; its field is cleared and keeps the focus."""
        if self.adding.ready():
            self.session.record(
                self.adding,
                self._adding(self.new_text.text()),
                done=lambda outcome: self.choose(outcome.value),
                anew={},
            )
