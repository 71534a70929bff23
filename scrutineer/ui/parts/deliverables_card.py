"""What a contract asks for, by when, and where it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from scrutineer.domain.activities import Deliverable
from scrutineer.domain.dates import short_date
from scrutineer.domain.words import counted
from scrutineer.operations import contracts
from scrutineer.operations.queries.contracts import ContractView
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.row_menu import RowAct
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.listed_card import ListedCard
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.session import Session

_DELIVERED = "Delivered today"


class DeliverablesCard(ListedCard):
    """The soonest first; what is late says by how many days."""

    def __init__(self, session: Session) -> None:
        self._view: ContractView | None = None
        super().__init__(session, "Deliverables", none="Nothing is asked for yet.")

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Due", 92, lambda asked: day_cell(asked.due, tone="text")),
            TableColumn("What", 0, lambda asked: marked(TableCell(asked.title), asked.marking)),
            TableColumn("Standing", 180, self._standing),
        ]

    def _standing(self, asked: Deliverable) -> TableCell:
        if asked.done_on is not None:
            late = (asked.done_on - asked.due).days
            words = f"Delivered {short_date(asked.done_on)}" + (f", {counted(late, 'day')} late" if late > 0 else "")
            return TableCell(words + (f", to {asked.given}" if asked.given else ""), tone="text-2")
        late = (self.session.today() - asked.due).days
        return TableCell(f"{counted(late, 'day')} late", tone="danger") if late > 0 else TableCell("Ahead")

    def _fields(self) -> Sequence[QWidget]:
        self.what = Field(spelt=True)
        self.due = DateField(name="Due", today=self.session.today)
        for field, words, width in ((self.what, "What is asked for", 300), (self.due, "By when", 170)):
            field.setPlaceholderText(words)
            field.setFixedWidth(self.session.theme.px(width))
        self.what.setAccessibleName("Deliverable")
        self.form.add("title", self.what, required="Say what is asked for.")
        self.form.add("due", self.due)
        return [self.what, self.due]

    def _every_act(self) -> Sequence[RowAct]:
        return RowAct(_DELIVERED, self._deliver), RowAct("Take away", self._take_away)

    def _can(self, act: RowAct, thing: Deliverable) -> bool:
        return act.words != _DELIVERED or thing.done_on is None

    def show_contract(self, view: ContractView) -> None:
        """Show what one contract asks for."""
        self._view = view
        self.form.follow(f"deliverable:{view.contract.id}", f"A deliverable of “{view.contract.title}”", {})
        self.show_things(view.deliverables)

    def add(self) -> None:
        """Add what is typed to the contract."""
        due: date | None = self.due.value()
        if self._view is None or not self.form.ready() or due is None:
            return
        asked = Deliverable(contract_id=self._view.contract.id, title=self.what.text(), due=due)
        adding = do(contracts.add_deliverable, deliverable=asked)
        self.session.record(self.form, adding, anew={})

    def _deliver(self) -> None:
        asked = self.chosen()
        if asked is not None:
            today = self.session.today()
            self.session.run(do(contracts.deliver, deliverable_id=asked.id, done_on=today))

    def _take_away(self) -> None:
        asked = self.chosen()
        if asked is not None:
            self.session.run(do(contracts.take_deliverable_away, deliverable=asked))
