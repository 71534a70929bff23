"""Indicators over time: all of them as a list or side by side, and the one chosen with its figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.ids import IndicatorId
from scrutineer.domain.indicators import Better, Indicator
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.words import counted
from scrutineer.operations import indicators
from scrutineer.operations.queries.indicators import IndicatorView, indicator_views, of_one, side_by_side
from scrutineer.ui.destinations import ToContradictions, ToImport, ToIndicators
from scrutineer.ui.kit.basic import Card, EmptyState, button, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.chosen_rows import choose_none
from scrutineer.ui.kit.combo import Combo, Narrowing
from scrutineer.ui.kit.fields import Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.number_field import NumberField
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.pictures import PictureView
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts import called
from scrutineer.ui.parts.figures_part import FiguresPart
from scrutineer.ui.parts.marking_field import MarkingField, marked
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.record_form import Acts, AskedField, RecordForm, Said
from scrutineer.ui.session import Session

_BETTER = {
    Better.NEITHER: "Neither is better", Better.HIGHER: "Higher is better", Better.LOWER: "Lower is better",
}  # fmt: skip


class SlimPicture(PictureView):
    """A picture that a side pane has room for."""

    NARROWEST = 20


def _remarks(view: IndicatorView) -> str:
    parts = [
        view.against_target,
        "A check differs" if view.differs else "",
        f"{counted(view.waiting, 'figure')} to decide" if view.waiting else "",
        f"{view.missing} missing" if view.missing > view.waiting else "",
    ]
    return "; ".join(filter(None, parts))


class IndicatorsPanel(Panel[ToIndicators]):
    """What is counted on the left, as a list or in small pictures; on the right the one chosen."""

    shows = frozenset({ChangeKind.INDICATOR, ChangeKind.PARTNERSHIP, ChangeKind.EVIDENCE, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._views: tuple[IndicatorView, ...] = ()
        self._wanted: IndicatorId | None = None
        theme = session.theme
        self.table = Register(theme, self._columns(), name="Indicators", height=51, bold=True)
        self.table.setMinimumHeight(theme.px(180))
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_chosen())
        self._panes = Panes(
            theme,
            [
                ("Indicators", scroll(holder(self._left(), "page")), 0),
                ("Indicator", scroll(holder(self._right(), "side"), "side"), 400),
            ],
            0.36,
        )
        self.setLayout(column(self._panes, spacing=0))

    def _columns(self) -> list[TableColumn]:
        def agency(view: IndicatorView) -> TableCell:
            name = self.session.context.agency_name(view.indicator.agency_id, "")
            return TableCell(name, tone="text-2")

        def newest(view: IndicatorView) -> TableCell:
            last, groups = view.everybody.last, sorted({value.breakdown for value in view.values})
            when = ", ".join(filter(None, (last.period if last is not None else "", *groups[:1])))
            return TableCell(last.words if last is not None else view.everybody.newest, when)

        return [
            TableColumn("Indicator", 0, lambda view: marked(
                TableCell(view.indicator.name, _remarks(view)), view.indicator.marking)),
            TableColumn("Newest", 186, newest),
            TableColumn("Target", 70, lambda view: TableCell(view.everybody.aim.removeprefix("Target "))),
            TableColumn("Whose", 130, agency),
        ]  # fmt: skip

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self.agency = Narrowing(theme, [], name="Whose")
        self.line = Narrowing(theme, [], name="Step or line")
        self.way: Segments[bool] = Segments([("List", False), ("Side by side", True)], name="How they are shown")
        for combo, width in ((self.agency, 140), (self.line, 160)):
            combo.setMinimumWidth(theme.px(width))
            combo.activated.connect(lambda _number: self._read())
        self.way.chosen.connect(lambda _way: self._show())
        add = button("Add an indicator", self.new, theme=theme, kind="outline", icon="plus", hint="Ctrl+N")
        box = column(spacing=10, margins=(20, 12, 16, 14))
        box.addWidget(flow(label("Indicators", "title"), None, self.line, self.agency, self.way, add))
        box.addWidget(self._said)
        self._card = Card("Indicators", margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self.table.ends_with_rows = True
        self.picture = PictureCard(theme, "Indicators side by side")
        box.addWidget(self._card, 100)
        box.addWidget(self.picture)
        take_in = button("Take a workbook in", lambda: self.session.go(ToImport()), kind="primary")
        self._empty = EmptyState(
            theme, "table-properties", "No indicators yet",
            "Take in a partner’s workbook of indicators, or add one by hand with its figures: how many, of how many, "
            "in which period, and what is missing.",
            take_in, button("Add an indicator", self.new),
        )  # fmt: skip
        box.addWidget(self._empty, 100)
        box.addStretch(1)
        return box

    def _right(self) -> QVBoxLayout:
        theme = self.session.theme
        self._name = label("", "heading", wrap=True)
        self._notes = label("", "muted", wrap=True)
        self._differs = button("See the contradiction", lambda: self.session.go(ToContradictions()), kind="link")
        self.drawn = PictureCard(theme, "Over time", view=SlimPicture(theme, "Over time"), alternative=False)
        self.figures = FiguresPart(self.session)
        acts = Acts(self._adding, self._changing, self._taking, self._added)
        self.form = RecordForm(self.session, "indicator", "indicator", self._asked(), acts)
        self.form.begun.connect(self._on_begun)
        self._choose = label("Choose an indicator to see its figures.", "muted", wrap=True)
        self._about = holder(
            column(self._name, self._notes, holder(row(self._differs, None)), self.drawn, self.figures, spacing=10)
        )
        return column(self._choose, self._about, self.form, None, spacing=10, margins=(16, 14, 16, 14))

    def _asked(self) -> list[AskedField]:
        theme = self.session.theme
        self.name, self.unit = Field(spelt=True), Field()
        self.better = Combo(theme, [(words, better) for better, words in _BETTER.items()], name="Which way is better")
        self.target = NumberField(name="Target")
        self.whose = Combo(theme, [], name="Whose it is", called=called.row(self.session, Agency))
        self.bears = Combo(theme, [], name="Step or line it bears on", called=called.line(self.session))
        self.note = Notes(name="Notes", hint="How it is counted, and what it does not say", lines=2)
        self.marking = MarkingField(self.session, name="Marking of the indicator")
        return [
            AskedField("name", "Name", self.name, "Say what is counted."),
            AskedField("unit", "Unit", self.unit, hint="What is counted: days, children; % for bare shares."),
            AskedField("better", "Which way is better", self.better),
            AskedField("target", "Target", self.target, hint="In percent where figures say of how many they are."),
            AskedField("agency_id", "Whose it is", self.whose),
            AskedField("targets", "Step or line it bears on", self.bears, read=self._bears_on,
                  show=lambda targets: next(iter(targets or ()), "")),
            AskedField("note", "Notes", self.note),
            AskedField("marking", "Marking", self.marking),
        ]  # fmt: skip

    def _bears_on(self) -> tuple[str, ...]:
        """The line chosen before the others that it bears on already."""
        chosen = self.bears.value()
        others = self.form.thing.targets[1:] if self.form.thing is not None else ()
        return tuple(dict.fromkeys((*([chosen] if chosen else []), *others)))

    def destination(self) -> ToIndicators:
        """The one chosen, or a new one."""
        if self.form.is_new_begun:
            return ToIndicators(IndicatorId(0))
        view: IndicatorView | None = self.table.current()
        return ToIndicators(view.indicator.id if view is not None else None)

    def show_destination(self, destination: ToIndicators) -> None:
        """Choose the indicator named, or begin a new one."""
        if destination.indicator_id == 0:
            self.new()
        elif destination.indicator_id is not None:
            if not self.table.select(lambda view: view.indicator.id == destination.indicator_id):
                self._wanted = destination.indicator_id
                for combo in (self.agency, self.line):
                    combo.setCurrentIndex(0)
                self._read()
            self._panes.show_pane(1)

    def refresh(self) -> None:
        """Read the indicators again."""
        context = self.session.context
        self.agency.set_choices(agency_choices(context.agencies, "Every agency"))
        self.whose.set_choices(agency_choices(context.agencies, "The partnership’s"))
        self.line.set_choices(target_choices(context.framework, "Every step"))
        self.bears.set_choices(target_choices(context.framework, "No step or line"))
        self._read()

    def _read(self) -> None:
        self._views = indicator_views(
            self.session.casefile, agency_id=self.agency.value(), target=self.line.value() or ""
        )
        self._show()

    def _show(self) -> None:
        drawn = bool(self.way.value())
        filtered = self.agency.value() is not None or bool(self.line.value())
        differ = sum(view.differs for view in self._views)
        waiting = sum(view.waiting for view in self._views)
        remarks = [f"{counted(differ, 'indicator')} where a check differs"] if differ else []
        remarks += [f"{counted(waiting, 'figure')} to decide"] if waiting else []
        none = "No indicator is of that agency and line." if filtered else ""
        self._said.setText("; ".join([counted(len(self._views), "indicator"), *remarks]) + "." if self._views else none)
        self._said.setVisible(bool(self._said.text()))
        self._card.title.setText(f"Indicators   {len(self._views)}")
        self._card.setVisible(bool(self._views) and not drawn)
        self.picture.setVisible(bool(self._views) and drawn)
        if drawn and self._views:
            self.picture.show_picture(side_by_side(self._views))
        self._empty.setVisible(not self._views and not filtered)
        wanted, self._wanted = self._wanted, None
        self.table.selectionModel().blockSignals(True)
        self.table.show_rows(self._views, lambda view: view.indicator.id)
        if wanted is not None:
            self.table.select(lambda view: view.indicator.id == wanted)
        elif self.form.is_new_begun:
            choose_none(self.table)
        self.table.selectionModel().blockSignals(False)
        self._show_chosen()

    def _on_begun(self) -> None:
        choose_none(self.table)
        self._show_chosen()

    def _show_chosen(self) -> None:
        view: IndicatorView | None = self.table.current()
        self._about.setVisible(view is not None)
        self._choose.setVisible(view is None and not self.form.is_new_begun)
        self.form.setVisible(view is not None or self.form.is_new_begun)
        if view is None:
            self.form.show_thing(None, blank={"better": Better.NEITHER, "marking": Marking.PARTNER})
            return
        self._name.setText(view.indicator.name)
        notes = " ".join(filter(None, (view.indicator.note, f"{_remarks(view)}." if _remarks(view) else "")))
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self._differs.setVisible(view.differs)
        self.drawn.setVisible(bool(view.values))
        self.drawn.show_picture(of_one(view))
        self.figures.show_view(view)
        self.form.show_thing(view.indicator, blank={"better": Better.NEITHER, "marking": Marking.PARTNER})

    def _adding(self, said: Said) -> Operation[Any]:
        return do(indicators.add_indicator, **said)

    def _added(self, new: IndicatorId) -> None:
        self._wanted = new
        self._read()
        self.figures.form.begin_new()

    def _changing(self, indicator: Indicator, said: Said) -> Operation[Any]:
        return do(indicators.change_indicator, indicator=replace(indicator, **said))

    def _taking(self, indicator: Indicator) -> Operation[Any]:
        return do(indicators.take_indicator_away, indicator=indicator)

    def new(self) -> None:
        """Ctrl+N: the fields of another indicator."""
        self._panes.show_pane(1)
        self.form.begin_new()

    def record(self) -> None:
        """Ctrl+Enter: record what is being written: the figure, else the indicator."""
        (self.figures.form if self.figures.form.holds_focus() else self.form).record()

    def toggle_details(self) -> None:
        """Show or hide the one chosen."""
        self._panes.toggle_side()
