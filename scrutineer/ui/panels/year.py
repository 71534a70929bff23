"""The year: steps or methods by months with where nothing is done or planned, and every activity below."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.ids import ActivityId
from scrutineer.domain.timeline import Timeline
from scrutineer.domain.words import counted
from scrutineer.domain.year import (
    YearCell,
    YearGrid,
    day_of,
    figure_of_days,
    gaps_in_words,
    half_days_of,
    month_words,
    steps_of,
)
from scrutineer.operations.activities import method_name
from scrutineer.operations.queries.activities import YearPlan, own_methods, year_plan
from scrutineer.operations.queries.timeline import year_timeline
from scrutineer.ui.destinations import ToNewActivity, ToYear, YearPlace
from scrutineer.ui.kit.basic import Card, EmptyState, button, column, holder, label, scroll
from scrutineer.ui.kit.chips import ChipRow, Filter
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.heat_model import HeatCell
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.activity_form import ActivityForm
from scrutineer.ui.parts.activity_line import ActivityLine
from scrutineer.ui.parts.marking_field import mark_act, marked
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.session import Session

_STEPS, _METHODS, _PICTURE = "steps", "methods", "picture"
_NEVER = ActivityState.DROPPED


class YearPanel(Panel[YearPlace]):
    """The grid of the year, the activities of the cell chosen or all of them, and the one chosen beside them."""

    shows = frozenset({ChangeKind.PLAN, ChangeKind.PIECE, ChangeKind.LINK, ChangeKind.EVIDENCE,
                       ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._plan: YearPlan | None = None
        self._cell: tuple[str, date] | None = None  # the row and the month that the list is of
        self.details = ActivityForm(session)
        self._own: tuple[str, ...] = ()
        page = scroll(holder(self._build(), "page"))
        self._panes = Panes(session.theme, [("The year", page, 0), ("Activity", self.details, 384)])
        self.setLayout(column(self._panes, spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        ways = [("By step", _STEPS), ("By method", _METHODS), ("As a picture", _PICTURE)]
        self.way: Segments[str] = Segments(ways, name="Look at the year")
        self.way.chosen.connect(lambda _way: self._show())
        self.line = ActivityLine(self.session, self._choose)
        self.grid = HeatTable(theme, "The year by months", narrowest=42, heads=186)
        self.grid.stands_whole = True
        self.grid.selectionModel().currentChanged.connect(lambda _now, _then: self._choose_cell())
        self._grid_card = Card(margins=(1, 1, 1, 1))
        self._grid_card.body.addWidget(self.grid)
        self.picture = PictureCard(theme, "The year")
        self.which: Segments[ActivityState | None] = Segments(
            [("All", None), *((state.value.capitalize(), state) for state in ActivityState)], name="Show", none=False
        )
        self.which.chosen.connect(lambda _which: self._show_list())
        self.table = Register(theme, self._columns(), name="Activities")
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_one())
        self.table.setMinimumHeight(theme.px(200))
        self._menu = RowMenu(self.table, self._acts)
        self.chips = ChipRow(theme, self.grid, self._show_all)
        self._list_card = Card("Activities", self.which, margins=(1, 0, 1, 1))
        self._list_card.body.addWidget(self.chips)
        self._list_card.body.addWidget(self.table)
        sentence = (
            "Add what you plan and what you did in the line above: how, when, how long. The page then says on which "
            "steps nothing is done and nothing is planned, and how many days are left."
        )
        first = button("Plan the first activity", self.new, kind="outline")
        self._empty = EmptyState(theme, "calendar", "No activity in this cycle yet", sentence, first)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(flow(label("The year", "title"), None, self.way))
        for part, stretch in ((self._said, 0), (self.line, 0), (self._grid_card, 0), (self.picture, 0),
                              (self._list_card, 100), (self._empty, 1)):  # fmt: skip
            box.addWidget(part, stretch)
        return box

    def _columns(self) -> list[TableColumn]:
        context = self.session.context
        return [
            TableColumn("When", 92, _day),
            TableColumn("Activity", 0, lambda activity: marked(TableCell(activity.title), activity.marking)),
            TableColumn("Method", 170, lambda activity: TableCell(method_name(activity.method), tone="text-2")),
            TableColumn("Days", 60, _days),
            TableColumn("State", 92, lambda activity: _state(activity, context.of_cycle(activity.cycle_id))),
        ]

    def refresh(self) -> None:
        """Read the year again."""
        self._plan = year_plan(self.session.casefile, self.session.context)
        self._own = own_methods(self._plan)
        self.line.refresh(self._own)
        self._show()

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        way, some, listed = self.way.value() or _STEPS, bool(plan.activities), bool(plan.at_hand)
        for part, wanted in ((self._said, some), (self._list_card, listed), (self.way, some)):
            part.setVisible(wanted)
        self._empty.setVisible(not listed)
        self._panes.show_beside(1, shown=listed)
        self._grid_card.setVisible(some and way != _PICTURE)
        drawn = some and way == _PICTURE
        self.picture.show_any(self._drawn() if drawn else None)
        done, planned = plan.number(ActivityState.DONE), plan.number(ActivityState.PLANNED)
        self._said.setText(f"{done} done, {planned} planned (+ in the table below). {gaps_in_words(plan.steps)}")
        if some and way != _PICTURE:
            self._show_grid(self._shown_grid(plan))
        self._show_list()

    def _drawn(self) -> Timeline:
        session = self.session
        return year_timeline(session.casefile, session.context, session.context.cycle, session.today())

    def _shown_grid(self, plan: YearPlan) -> YearGrid:
        return plan.methods if self.way.value() == _METHODS else plan.steps

    def _show_grid(self, grid: YearGrid) -> None:
        names = tuple(map(month_words, grid.months))
        heads = [row.name for row in grid.rows]
        self.grid.selectionModel().blockSignals(True)
        self.grid.show_cells(names, heads, [[_cell(cell, gap=row.is_gap) for cell in row.cells] for row in grid.rows])
        self.grid.selectionModel().blockSignals(False)

    def _choose_cell(self) -> None:
        """The list is of the cell chosen, where there is anything in it."""
        index = self.grid.currentIndex()
        if self._plan is None or not index.isValid():
            return
        grid = self._shown_grid(self._plan)
        row = grid.rows[self.grid.heat_model.place(index.row())]
        self._cell = (row.key, grid.months[index.column()]) if row.cells[index.column()].words else None
        self._show_list()

    def _show_all(self) -> None:
        self._cell = None
        self._show_list()

    def _show_list(self) -> None:
        plan, which = self._plan, self.which.value()
        if plan is None:
            return
        shown = [
            activity for activity in (plan.at_hand if self._cell is None else plan.activities)
            if (which is None or activity.state is which) and (self._cell is None or self._is_in_cell(activity))
        ]  # fmt: skip
        self.chips.show_filters(self._filters())
        others = len(self.session.context.elsewhere(shown))
        said = f", {others} of them of another cycle" if others else ""
        self._list_card.title.setText(counted(len(shown), "activity", "activities") + said)
        if not self.table.show_rows(shown, lambda activity: activity.id):
            self._show_one()

    def _filters(self) -> list[Filter]:
        if self._cell is None or self._plan is None:
            return []
        key, month = self._cell
        rows = (*self._plan.steps.rows, *self._plan.methods.rows)
        name = next((row.name for row in rows if row.key == key), key)
        return [(name, month_words(month), self._show_all)]

    def _is_in_cell(self, activity: Activity) -> bool:
        key, month = self._cell or ("", date.min)
        day = day_of(activity)
        if day is None or (day.year, day.month) != (month.year, month.month) or activity.state is _NEVER:
            return False
        keys = steps_of(activity, self.session.context.framework) or ("",)
        return key == activity.method or key in keys

    def _show_one(self) -> None:
        activity: Activity | None = self.table.current()
        self.details.setEnabled(activity is not None)
        if activity is not None:
            self.details.show_activity(activity, self._own)

    def _acts(self) -> list[RowAct | None]:
        activity: Activity | None = self.table.current()
        if activity is None:
            return []
        done = [RowAct("Done today", self.details.do_it)] if activity.state is ActivityState.PLANNED else []
        return [*done, mark_act(self.session, lambda: [activity]), RowAct("Take away", self.details.take_away)]

    def _choose(self, activity_id: ActivityId) -> None:
        """Show one activity, whatever the list is of."""
        if self._plan is None or all(activity.id != activity_id for activity in self._plan.at_hand):
            self.refresh()
        if not self.table.select(lambda activity: activity.id == activity_id):
            self._cell = None
            self.which.choose(None)
            self._show_list()
            self.table.select(lambda activity: activity.id == activity_id)
        self._panes.show_pane(0)

    def show_destination(self, destination: YearPlace) -> None:
        """One activity, or the line for a new one."""
        match destination:
            case ToYear(activity_id):
                if activity_id is not None:
                    self._choose(activity_id)
                    self._panes.show_pane(1)
            case ToNewActivity():
                self.new()
            case _:
                assert_never(destination)

    def destination(self) -> YearPlace:
        """The activity chosen."""
        activity: Activity | None = self.table.current()
        return ToYear(activity.id if activity is not None else None)

    def begin(self) -> None:
        """The line for a new activity: what one comes for."""
        self.line.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self) -> None:
        """Ctrl+N: a new activity."""
        self._panes.show_pane(0)
        self.line.title.setFocus()

    def record(self) -> None:
        """Ctrl+Enter adds what is typed in the line, else records what is typed beside the list."""
        if self.line.form.is_changed and self.line.isAncestorOf(self.window().focusWidget() or self):
            self.line.submit()
        else:
            self.details.submit()

    def link(self) -> None:
        """Ctrl+L: link evidence to the activity chosen."""
        self.details.link()

    def toggle_details(self) -> None:
        """Show or hide the activity."""
        self._panes.toggle_side()


def _cell(cell: YearCell, *, gap: bool) -> HeatCell:
    figures = f"{cell.done}" if cell.done else ""
    if cell.planned:
        figures += f"{' ' if figures else ''}+{cell.planned}"
    spoken = cell.words or "nothing"
    ground = "surface-alt" if gap else "surface"
    return HeatCell(figures, spoken=spoken, ground=ground, tone="text", rank=cell.half_days)


def _day(activity: Activity) -> TableCell:
    day = day_of(activity)
    return TableCell(short_date(day) if day else "No day", order=day or date.min)


def _days(activity: Activity) -> TableCell:
    number = half_days_of(activity)
    return TableCell(figure_of_days(number) if number else "–", order=number, tone="text-2")


def _state(activity: Activity, of: str) -> TableCell:
    """Where it stands, and of which cycle it is where that is not the current one."""
    meeting = "" if activity.meeting is MeetingPart.NONE else activity.meeting.value
    return TableCell(", ".join(filter(None, (activity.state.value.capitalize(), meeting, of))), tone="text-2")
