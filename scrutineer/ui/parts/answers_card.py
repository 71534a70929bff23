"""The one table of a kind of return: what came, and each answer by standard, in one set of columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from scrutineer.domain.ids import AgencyId
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.operations.queries.insights import Key, key_of
from scrutineer.operations.queries.returns import ReturnsView, StandardRow
from scrutineer.ui.kit.basic import Card
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import EnterFilter
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.row_menu import RowMenu
from scrutineer.ui.parts.return_cells import Columns, columns_of, returns_table
from scrutineer.ui.parts.return_detail import ReturnDetail
from scrutineer.ui.session import Session


class AnswersCard(Card):
    """Agencies across, what was received and the standards down. `detail` says all of the cell chosen: a page docks
    it where it stays in sight."""

    def __init__(self, session: Session) -> None:
        super().__init__(margins=(1, 1, 1, 1))
        theme = session.theme
        self.session = session
        self.detail = ReturnDetail(session)
        self._view: ReturnsView | None = None
        self._scale: Scale | None = None
        self._columns = Columns((), ())
        self._standards: tuple[StandardRow, ...] = ()
        self.answers = HeatTable(theme, "Returns by agency", narrowest=72, heads=258)
        self.answers.setMinimumHeight(theme.px(190))
        self.answers.let_sort()
        self.answers.selectionModel().currentChanged.connect(self._on_cell)
        EnterFilter(self.answers, self.detail.begin_act)
        self._menu = RowMenu(self.answers, self.detail.row_acts)
        self.noticed = Narrowing(theme, [], name="Show answers", small=True)
        self.noticed.setParent(self.answers)
        self.noticed.activated.connect(lambda _number: self._show_answers())
        self.body.addWidget(self.answers, 1)

    def show_view(self, view: ReturnsView, scale: Scale | None, *, answers: bool = True) -> None:
        """Show one kind of return; without its answers where it is a ledger, whose rows stand elsewhere."""
        held = None if self._is_another(view) else self._held()
        if self._is_another(view):
            self.answers.heat_model.sort(-1)
        self._view, self._scale = view, scale
        alone = not (answers and view.standards)  # the row of what was received
        tall = QSizePolicy.Policy.Maximum if alone else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self._fill_noticed(view)
        self._show_answers(held)
        self.answers.be_whole(alone)

    def _is_another(self, view: ReturnsView) -> bool:
        """Whether another kind of return is to be shown, with columns of its own."""
        return self._view is None or self._view.kind != view.kind

    def select(self, answer: SelfAssessment) -> None:
        """Show every answer, with this one chosen."""
        self.noticed.choose("")
        self._show_answers(key_of(answer))

    def select_received(self, agency: AgencyId) -> None:
        """Choose whether an agency's return came."""
        self._choose((agency, ""))
        self.answers.setFocus()

    def _held(self) -> Key | None:
        """The agency and the standard of the cell chosen."""
        index = self.answers.currentIndex()
        if not index.isValid() or index.column() >= len(self._columns.every):
            return None
        agency = AgencyId(self._columns.every[index.column()].id)
        place = self.answers.heat_model.place(index.row())
        return agency, _key(self._standards[place - 1]) if place else ""

    def _fill_noticed(self, view: ReturnsView) -> None:
        held = self.noticed.value()
        choices: list[tuple[str, object]] = [("Every answer", "")]
        choices += [(noticed.text, noticed.kind) for noticed in view.noticed]
        self.noticed.set_choices(choices)
        self.noticed.choose(held if any(noticed.kind == held for noticed in view.noticed) else "")
        self.noticed.setVisible(bool(view.noticed))

    def _show_answers(self, held: Key | None = None) -> None:
        """The table, or the part of it that one of the things noticed is about; with a cell chosen."""
        view = self._view
        if view is None:
            return
        keys = next((noticed.keys for noticed in view.noticed if noticed.kind == self.noticed.value()), None)
        self._standards = tuple(
            standard
            for standard in view.standards
            if keys is None or any(key_of(a) in keys for a in standard.answers.values())
        )
        agencies = self.session.context.agencies
        if keys is None:
            self._columns = columns_of(view.asked_for, agencies)
        else:
            among = {agency for agency, _ in keys}
            self._columns = Columns(tuple(agency for agency in agencies if agency.id in among), ())
        shown = returns_table(view.asked_for, self._columns, self._standards, self._scale, self.session.today())
        self.answers.show_cells(shown.names, shown.heads, shown.cells, shown.spans, held=1)
        self._place_noticed()
        self._choose(held)

    def _choose(self, held: Key | None) -> None:
        places = {agency.id: place for place, agency in enumerate(self._columns.every)}
        row = next((n for n, standard in enumerate(self._standards, 1) if held and _key(standard) == held[1]), 0)
        place = places.get(AgencyId(held[0])) if held else None
        if held is None or place is None or (held[1] and not row):
            self.detail.show_nothing()
            return
        self.answers.setCurrentIndex(self.answers.heat_model.index(self.answers.heat_model.row_of(row), place))

    def _on_cell(self, index: QModelIndex, _before: QModelIndex) -> None:
        view = self._view
        if view is None or not index.isValid():
            return
        if index.column() >= len(self._columns.busy):
            self.detail.show_unasked(self._columns)
            return
        agency = self._columns.busy[index.column()]
        came = self.answers.heat_model.place(index.row())
        answer = self._standards[came - 1].answers.get(agency.id) if came else None
        if answer is None:
            self.detail.show_return(view, agency)
        else:
            self.detail.show_answer(answer, self._scale, view.before.get(key_of(answer)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choice of what is noticed stands in the corner of the table."""
        super().resizeEvent(event)
        self._place_noticed()

    def _place_noticed(self) -> None:
        room = self.session.theme.px(8)
        heads, tall = self.answers.verticalHeader().width(), self.session.theme.px(28)
        across = self.answers.horizontalHeader().height()
        self.noticed.setGeometry(room, max(0, (across - tall) // 2), heads - 2 * room, tall)
        self.noticed.raise_()


def _key(standard: StandardRow) -> str:
    """What a standard's answers have in common, as `key_of` says it."""
    return standard.number or standard.standard
