"""The figures of one indicator as a table; the one chosen is changed below it, or another is added."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.domain.contradictions import CHECKS
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.indicators import IndicatorSource, IndicatorValue
from scrutineer.domain.ledgers import SETTLED
from scrutineer.operations import indicators
from scrutineer.operations.queries.evidence import items_of_kinds
from scrutineer.operations.queries.indicators import IndicatorView
from scrutineer.ui.kit.basic import carded, column
from scrutineer.ui.kit.chosen_rows import choose_none
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.number_field import NumberField
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import MarkingField, marked
from scrutineer.ui.parts.record_form import Acts, AskedField, RecordForm, Said
from scrutineer.ui.session import Session

_SOURCES = [(source.value.capitalize(), source) for source in IndicatorSource]
_BLANK: dict[str, Any] = {"source": IndicatorSource.AGENCY}


def _figure(value: IndicatorValue) -> TableCell:
    waits = bool(value.reason) and not value.reason.startswith(SETTLED)
    words = f"Set aside: {value.reason}" if waits else value.in_words
    gap = value.numerator is None
    return TableCell(words, value.commentary, tone="warn" if waits else "text-2" if gap else "text",
                     order=(gap, value.share or value.numerator or 0.0))  # fmt: skip


def _said_by(value: IndicatorValue) -> TableCell:
    return TableCell(value.source.value.capitalize(), value.cell, tone="text-2")


class FiguresPart(QWidget):
    """Every figure in time, where it was read, and the fields of the one chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._view: IndicatorView | None = None
        columns = [
            TableColumn("Period", 92, lambda value: marked(
                TableCell(value.period, value.breakdown, order=(value.starts, value.breakdown)), value.marking)),
            TableColumn("Figure", 0, _figure),
            TableColumn("Said by", 110, _said_by),
        ]  # fmt: skip
        self.table = Register(session.theme, columns, name="Figures", height=51)
        self.table.stands_whole = True
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self._card = carded(self.table)
        self.form = RecordForm(
            session, "figure", "figure", self._asked(), Acts(self._adding, self._changing, self._taking)
        )
        self.form.begun.connect(lambda: choose_none(self.table))
        self.setLayout(column(self._card, self.form, spacing=10))

    def _asked(self) -> list[AskedField]:
        theme = self.session.theme
        self.period, self.group, self.missing = Field(), Field(), Field()
        self.number = NumberField(name="Figure", hint="11")
        self.of = NumberField(name="Out of", hint="12")
        self.source = Combo(theme, _SOURCES, name="Said by")
        self.item = Combo(theme, [], name="The item it rests on", called=called.row(self.session, Evidence))
        self.commentary = Notes(name="Commentary", lines=2)
        self.marking = MarkingField(self.session, name="Marking of the figure")
        self.period.setPlaceholderText("Q1 2025-26")
        return [
            AskedField(
                "period", "Period", self.period, "Name the period.", "2025-26, Q1 2025-26, April 2025, or a day."
            ),
            AskedField("numerator", "Figure", self.number),
            AskedField("denominator", "Out of", self.of, hint="Empty for a plain count."),
            AskedField(
                "missing", "Why it is missing", self.missing, hint="Where there is no figure: not collected, held back."
            ),
            AskedField("breakdown", "Group of people", self.group, hint="Empty for everybody."),
            AskedField("source", "Said by", self.source),
            AskedField("evidence_id", "The item it rests on", self.item),
            AskedField("commentary", "Commentary", self.commentary),
            AskedField("marking", "Marking", self.marking),
        ]

    def show_view(self, view: IndicatorView) -> None:
        """Show the figures of an indicator; what is being typed about it stays."""
        same = self._view is not None and self._view.indicator.id == view.indicator.id
        self._view = view
        held = [(f"{item.reference} {item.title}", item.id) for item in items_of_kinds(self.session.casefile, *CHECKS)]
        self.item.set_choices([("No item chosen", None), *held])
        self._card.setVisible(bool(view.values))
        before: IndicatorValue | None = self.form.thing if same else None
        still = next((value for value in view.values if before is not None and value.id == before.id), None)
        self.table.selectionModel().blockSignals(True)
        self.table.rows_model.set_rows(view.values)
        if still is not None:
            self.table.select(lambda value: value.id == still.id)
        self.table.selectionModel().blockSignals(False)
        self.table.stand(whole=True)
        self._follow(still)  # one that was taken away makes room

    def _follow(self, value: IndicatorValue | None) -> None:
        if self._view is not None:
            blank = {**_BLANK, "marking": self._view.indicator.marking}
            self.form.show_thing(value, blank=blank, within=self._view.indicator.id)

    def _show_chosen(self) -> None:
        value: IndicatorValue | None = self.table.current()
        if value is not None:
            self._follow(value)

    def _adding(self, said: Said) -> Operation[Any]:
        assert self._view is not None
        return do(indicators.add_figure, indicator_id=self._view.indicator.id, **said)

    def _changing(self, value: IndicatorValue, said: Said) -> Operation[Any]:
        return do(indicators.change_figure, value=replace(value, **said))

    def _taking(self, value: IndicatorValue) -> Operation[Any]:
        return do(indicators.take_figure_away, value=value)
