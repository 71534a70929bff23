"""What the scrutineer is engaged for: term, days, fee, expenses, and who controls the data."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.activities import Contract
from scrutineer.domain.changes import Outcome
from scrutineer.domain.contracts import half_days_in, in_pounds, pence_of
from scrutineer.domain.ids import ContractId
from scrutineer.domain.marking import Marking
from scrutineer.domain.year import figure_of_days
from scrutineer.notices import notice_of
from scrutineer.operations import contracts
from scrutineer.ui.kit.basic import button, column, holder, label, rule, scroll
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.activity_line import NO_DAYS, days_field
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

_NO_SUM = "It takes pounds and pence: 450, £450 or 1,250.50."


class ContractForm(QWidget):
    """The contract that is shown, or a new one."""

    def __init__(self, session: Session, recorded: Callable[[ContractId], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._recorded = session, recorded
        self._contract: Contract | None = None
        self.title, self.fee, self.expenses, self.controller = Field(spelt=True), Field(), Field(), Field()
        self.starts = DateField(name="First day", today=session.today)
        self.ends = DateField(name="Last day", today=session.today)
        self.days = days_field("Days of the contract")
        self.notes = Notes(name="Notes on the contract", lines=3)
        self.marking = MarkingField(session, name="Marking of the contract")
        self.form = Form(session, self)
        self._title = label("Contract", "heading")
        box = column(self._title, self.form.note, spacing=5, margins=(14, 12, 14, 12))
        for name, words, part, required in (
            ("title", "What it is called", self.title, "Give the contract a name."),
            ("starts", "From", self.starts, ""), ("ends", "To", self.ends, ""), ("half_days", "Days", self.days, ""),
            ("day_fee", "Fee for a day", self.fee, ""), ("expenses", "Expenses", self.expenses, ""),
            ("data_controller", "Who controls the data", self.controller, ""), ("notes", "Notes", self.notes, ""),
            ("marking", "Marking", self.marking, ""),
        ):  # fmt: skip
            if not part.accessibleName():
                part.setAccessibleName(words)
            self.form.add(name, part, required=required)
            box.addWidget(label(words, "strong"))
            box.addWidget(part)
        self._refusal = label("", "warn", wrap=True)
        self._refusal.hide()
        box.addWidget(self._refusal)
        box.addStretch(1)
        self._away = button("Take the contract away", self._take_away, kind="link", small=True)
        foot = flow(button("Record contract", self.submit, kind="primary", hint="Ctrl+Enter"), self._away)
        docked = holder(column(foot, margins=(14, 8, 14, 10)))
        self.setLayout(column(scroll(holder(box, "side"), "side"), rule(), docked, spacing=0))

    def show_contract(self, contract: Contract | None) -> None:
        """Ask about a contract, or (None) for a new one."""
        self._contract = contract
        self._refusal.hide()
        self._title.setText("Contract" if contract else "New contract")
        self._away.setVisible(contract is not None)
        if contract is None:
            self.form.follow("contract:new", "A new contract", {"marking": Marking.PARTNER})
            return
        stored = {name: getattr(contract, name) for name in self.form.fields()}
        stored |= {"half_days": figure_of_days(contract.half_days), "day_fee": in_pounds(contract.day_fee)}
        self.form.follow(f"contract:{contract.id}", f"The contract “{contract.title}”", stored)

    def submit(self) -> None:
        """Record what is typed; a sum or a number of days that cannot be read is asked about."""
        starts, ends = self.starts.value(), self.ends.value()
        if not self.form.ready() or starts is None or ends is None:
            return
        half_days, fee = half_days_in(self.days.text() or "0"), pence_of(self.fee.text() or "0")
        if half_days is None:
            self.form.refuse("half_days", NO_DAYS)
        if fee is None:
            self.form.refuse("day_fee", _NO_SUM)
        if half_days is None or fee is None:
            return
        contract = Contract(
            id=self._contract.id if self._contract else ContractId(0), title=self.title.text(), starts=starts,
            ends=ends, half_days=half_days, day_fee=fee, expenses=self.expenses.text(),
            data_controller=self.controller.text(), notes=self.notes.toPlainText(), marking=self.marking.value(),
        )  # fmt: skip
        if self._contract is None:
            added = do(contracts.add_contract, contract=contract)
            self._session.record(self.form, added, done=self._on_added, anew={"marking": Marking.PARTNER})
        else:
            self._session.record(self.form, do(contracts.change_contract, contract=contract))

    def _on_added(self, outcome: Outcome[ContractId]) -> None:
        self._recorded(outcome.value)

    def _take_away(self) -> None:
        if self._contract is not None:
            self._session.run(do(contracts.take_contract_away, contract=self._contract), failed=self._say_refused)

    def _say_refused(self, error: BaseException) -> None:
        notice = notice_of(error)
        self._refusal.setText(f"{notice.message} {notice.advice}".strip())
        self._refusal.show()
