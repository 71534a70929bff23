"""Days: the contract, its days by month and method, what it asks for, and what was declared."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.contracts import Ledger, LedgerMonth, in_pounds
from scrutineer.domain.dates import period
from scrutineer.domain.ids import ContractId
from scrutineer.domain.year import figure_of_days, in_days, month_words
from scrutineer.operations.activities import method_name
from scrutineer.operations.queries.contracts import ContractView, contract_on, contract_views, declarations
from scrutineer.ui.destinations import ToDays, ToReports
from scrutineer.ui.kit.basic import Card, EmptyState, button, column, holder, label, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.contract_form import ContractForm
from scrutineer.ui.parts.declarations_card import DeclarationsCard
from scrutineer.ui.parts.deliverables_card import DeliverablesCard
from scrutineer.ui.session import Session


class DaysPanel(Panel[ToDays]):
    """One contract with its ledger, what it asks for, and every declaration; the contract itself beside them."""

    shows = frozenset({ChangeKind.PLAN})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._views: tuple[ContractView, ...] = ()
        self._shown: ContractId | None = None
        self._is_new = False  # whether a new contract is being written
        self.contract = ContractForm(session, self._choose)
        page = scroll(holder(self._build(), "page"))
        self._panes = Panes(session.theme, [("Days", page, 0), ("Contract", self.contract, 340)])
        self.setLayout(column(self._panes, spacing=0))

    def _build(self) -> QVBoxLayout:
        theme, session = self.session.theme, self.session
        self.which = Narrowing(theme, [], name="Contract shown")
        self.which.setFixedWidth(theme.px(300))
        self.which.activated.connect(lambda _place: self._choose(self.which.value()))
        self._report = button("Invoice summary", lambda: session.go(ToReports("days")), theme=theme, icon="file-output")
        another = button("New contract", self.new, theme=theme, icon="plus")
        self._said = label("", "strong", wrap=True)
        self.ledger = Register(theme, _columns(), name="Days by month")
        self.ledger.stands_whole = True
        self._ledger_card = Card("Days by month", margins=(1, 0, 1, 1))
        self._ledger_card.body.addWidget(self.ledger)
        self.deliverables = DeliverablesCard(session)
        self.declarations = DeclarationsCard(session)
        sentence = (
            "Record beside this page what you are engaged for: from when to when, how many days, the fee for a day. "
            "The days of your activities are then told against it, month by month, and an invoice summary is one press."
        )
        self._empty = EmptyState(
            theme, "calendar-days", "No contract yet", sentence, button("Record the contract", self.new)
        )
        box = column(spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(flow(label("Days", "title"), None, self.which, self._report, another))
        for part in (self._said, self._empty, self._ledger_card, self.deliverables, self.declarations):
            box.addWidget(part)
        box.addStretch(1)
        return box

    def refresh(self) -> None:
        """Read contracts, days and declarations again."""
        self._views = contract_views(self.session.casefile)
        self.declarations.show_declared(declarations(self.session.casefile))
        self._show()

    def _current(self) -> ContractView | None:
        if self._is_new:
            return None
        named = next((view for view in self._views if view.contract.id == self._shown), None)
        return named or contract_on(self._views, self.session.today())

    def _show(self) -> None:
        view = self._current()
        known = [(known.contract.title, known.contract.id) for known in self._views]
        self.which.set_choices([*known, ("A new contract", None)] if self._is_new else known)
        self.which.setVisible(self.which.count() > 1)
        for part in (self._said, self._ledger_card, self.deliverables, self._report):
            part.setVisible(view is not None)
        self._empty.setVisible(not self._views)
        self.contract.show_contract(view.contract if view else None)
        self.which.choose(view.contract.id if view else None)
        if view is None:
            return
        self._shown = view.contract.id
        self._said.setText(" ".join((in_words(view.ledger), *view.billed_twice)))
        self._ledger_card.setVisible(bool(view.ledger.months))
        self.ledger.show_rows(view.ledger.months, lambda month: month.month)
        self.ledger.stand(whole=True)
        self.deliverables.show_contract(view)

    def _choose(self, contract_id: ContractId | None) -> None:
        """Show a contract, or with None a new one."""
        self._is_new = contract_id is None
        self._shown = contract_id or self._shown
        self.refresh()

    def show_destination(self, destination: ToDays) -> None:
        """The page as it stands; with what a contract asks for, or what was declared, chosen where it is named."""
        for view in self._views:
            if any(asked.id == destination.deliverable_id for asked in view.deliverables):
                self._choose(view.contract.id)
                self.deliverables.choose(destination.deliverable_id)
                self.deliverables.table.setFocus()
        if destination.declaration_id and self.declarations.choose(destination.declaration_id):
            self.declarations.table.setFocus()

    def destination(self) -> ToDays:
        """The page as it stands."""
        return ToDays()

    def new(self) -> None:
        """Ctrl+N: a new contract."""
        self._choose(None)
        self._panes.show_pane(1)
        self.contract.title.setFocus()

    def leave(self) -> bool:
        """Esc goes from a new contract back to the one shown before; what was typed is kept."""
        was_new = self._is_new
        if was_new:
            self.keep_typed()
            self._is_new = False
            self.refresh()
        return was_new

    def record(self) -> None:
        """Ctrl+Enter adds what is typed in a card, else records the contract."""
        focused = self.window().focusWidget()
        for card in (self.deliverables, self.declarations):
            if focused is not None and card.isAncestorOf(focused):
                card.add()
                return
        self.contract.submit()

    def toggle_details(self) -> None:
        """Show or hide the contract."""
        self._panes.toggle_side()


def in_words(ledger: Ledger) -> str:
    """How the days of a contract stand."""
    contract, left, used = ledger.contract, ledger.left, figure_of_days(ledger.used)
    over = f"{in_days(-left)} more than there are" if left < 0 else f"{in_days(left)} left"
    return (
        f"{period(contract.starts, contract.ends)}: {used} of {in_days(contract.half_days)} done, "
        f"{in_days(ledger.planned)} planned, {over}. {in_pounds(ledger.fee)} so far."
    )


def _columns() -> list[TableColumn]:
    return [
        TableColumn("Month", 92, lambda month: TableCell(month_words(month.month), order=month.month)),
        TableColumn("Days", 60, lambda month: TableCell(figure_of_days(month.half_days), order=month.half_days)),
        TableColumn("By method", 0, _methods),
        TableColumn("Fee", 100, lambda month: TableCell(in_pounds(month.fee), order=month.fee)),
    ]


def _methods(month: LedgerMonth) -> TableCell:
    said = (f"{method_name(method)} {figure_of_days(number)}" for method, number in month.methods)
    return TableCell("; ".join(said), tone="text-2")
