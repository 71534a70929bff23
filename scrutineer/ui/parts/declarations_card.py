"""Dated declarations: independence, interests, threats of reviewing one's own work, and what was done about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from scrutineer.domain.activities import Declaration, DeclarationKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.typed_dates import When
from scrutineer.operations import declarations
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.row_menu import RowAct
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.listed_card import ListedCard
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.session import Session

_AGAIN, _CEASED = "Declare again today", "Ceased today"
_YEAR = timedelta(days=365)
"""After which a declaration made again is to be reviewed: a person moves it as they like."""


class DeclarationsCard(ListedCard):
    """The newest first; the annual report lists those that stand by their days."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Declarations and interests", none="Nothing is declared yet.", height=51)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("On", 92, lambda declared: day_cell(declared.on_date, tone="text")),
            TableColumn("Kind", 130, lambda declared: TableCell(declared.kind.value.capitalize(), tone="text-2")),
            TableColumn("What is declared, and what was done about it", 0, _said),
            TableColumn("Review", 120, self._review),
        ]

    def _review(self, declared: Declaration) -> TableCell:
        today = self.session.today()
        ceases = "Ceases" if declared.stands(today) else "Ceased"
        until = f"{ceases} {short_date(declared.until)}" if declared.until else ""
        if declared.review_on is None or not declared.awaits_review:
            return TableCell(until or "–", tone="text-2")
        late = declared.review_on < today
        return TableCell(short_date(declared.review_on), until, tone="danger" if late else "text")

    def _fields(self) -> Sequence[QWidget]:
        theme = self.session.theme
        kinds = [("What kind?", None), *((kind.value.capitalize(), kind) for kind in DeclarationKind)]
        self.kind = Combo(theme, kinds, name="Kind of declaration")
        self.text, self.safeguard = Field(spelt=True), Field(spelt=True)
        self.day = DateField(name="Declared on", today=self.session.today, when=When.HAPPENED)
        self.review = DateField(name="To be reviewed on", today=self.session.today, when=When.AHEAD, required=False)
        for field, words, width in (
            (self.text, "What is declared", 300), (self.safeguard, "What was done about it", 260),
            (self.day, "Declared on", 170), (self.review, "Review on", 170),
        ):  # fmt: skip
            field.setPlaceholderText(words)
            field.setFixedWidth(theme.px(width))
            if not field.accessibleName():
                field.setAccessibleName(words)
        for name, part, required in (
            ("kind", self.kind, "Choose what kind of declaration it is."), ("text", self.text, "Say what is declared."),
            ("safeguard", self.safeguard, ""), ("on_date", self.day, ""), ("review_on", self.review, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        return [self.kind, self.text, self.safeguard, self.day, self.review]

    def _every_act(self) -> Sequence[RowAct]:
        return RowAct(_AGAIN, self._again), RowAct(_CEASED, self._cease), RowAct("Take away", self._take_away)

    def _can(self, act: RowAct, thing: Declaration) -> bool:
        return act.words not in (_AGAIN, _CEASED) or thing.awaits_review or thing.stands(self.session.today())

    def show_declared(self, declared: Sequence[Declaration]) -> None:
        """Show these."""
        if not self.form.about:
            self.form.follow("declaration:new", "A declaration", {"on_date": self.session.today()})
        self.show_things(declared)

    def add(self) -> None:
        """Record what is typed."""
        day = self.day.value()
        if not self.form.ready() or day is None:
            return
        declared = Declaration(
            kind=self.kind.value(), on_date=day, text=self.text.text(), safeguard=self.safeguard.text(),
            review_on=self.review.value(),
        )  # fmt: skip
        made = do(declarations.add_declaration, declaration=declared)
        self.session.record(self.form, made, anew={"on_date": self.session.today()})

    def _again(self) -> None:
        declared = self.chosen()
        if declared is not None:
            today = self.session.today()
            made = do(declarations.declare_again, declaration_id=declared.id, on_date=today, review_on=today + _YEAR)
            self.session.run(made)

    def _cease(self) -> None:
        declared = self.chosen()
        if declared is not None:
            ceased = replace(declared, until=self.session.today(), review_on=None)
            self.session.run(do(declarations.change_declaration, declaration=ceased))

    def _take_away(self) -> None:
        declared = self.chosen()
        if declared is not None:
            self.session.run(do(declarations.take_declaration_away, declaration=declared))


def _said(declared: Declaration) -> TableCell:
    return marked(TableCell(declared.text, declared.safeguard), declared.marking)
