"""The rows of one challenge log, contributions, attendance or training workbook, and the decisions they wait for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from scrutineer.domain.ledgers import Attendance, Contribution, Ledger, LogEntry, Presence, TrainingNumber
from scrutineer.operations import ledgers
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row
from scrutineer.ui.kit.fields import Combo, DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register
from scrutineer.ui.ops import do
from scrutineer.ui.parts.ledger_table import columns, reading, typed, what
from scrutineer.ui.session import Session


class LedgerCard(Card):
    """Every row as it was read; one that waits is settled below."""

    def __init__(self, session: Session) -> None:
        super().__init__("Rows", margins=(1, 0, 1, 1))
        self._session = session
        self.items = Register(session.theme, columns(), name="Rows")
        self.items.setMinimumHeight(session.theme.px(190))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._one = column(spacing=6, margins=(12, 6, 12, 10))
        self.body.addWidget(self.items, 1)
        self.body.addLayout(self._one)

    def show_rows(self, rows: tuple[Ledger, ...]) -> None:
        """Show these, those that wait for a person first."""
        waiting = ledgers.waiting(rows)
        self.items.rows_model.set_rows([*waiting, *(row for row in rows if row not in waiting)])
        self._show_one()

    def _show_one(self) -> None:
        clear(self._one)
        one: Ledger | None = self.items.current()
        if one is None:
            self._one.addWidget(label("Choose a row to see where it came from.", "muted"))
            return
        head = row(label(what(one), "strong", wrap=True))
        head.setStretch(0, 1)
        if not isinstance(one, LogEntry):
            challenge = button("Raise a challenge", lambda: self._raise(one), theme=self._session.theme, icon="flag")
            head.addWidget(challenge)
        self._one.addLayout(head)
        told = [f"In {one.cell}."]
        if isinstance(one, LogEntry):
            told += [f"Put to {one.put_to}.", f"Update: {one.update_text}." if one.update_text else ""]
            told += [f"Status there: {one.status_typed}." if one.status_typed else ""]
        elif isinstance(one, Contribution) and one.note:
            told.append(f"Note: {one.note}.")
        self._one.addWidget(label("  ".join(part for part in told if part), "small", wrap=True))
        if one.reason and one in ledgers.waiting([one]):
            self._one.addWidget(label(f"Set aside: {one.reason}.", "warn", wrap=True))
            self._one.addWidget(self._decision(one))

    def _raise(self, one: Ledger) -> None:
        """A challenge from this row, with its words and its cell."""
        words = f"{what(one)}: {reading(one)} (“{typed(one)}”, {one.cell})"
        self._session.go(ToNewChallenge(agency_id=one.agency_id, why=words))

    def _decision(self, one: Ledger) -> QWidget:
        reason = Field()
        reason.setProperty("size", "small")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self._session.theme.px(220))
        if isinstance(one, LogEntry):
            return self._log_decision(one, reason)
        value: Combo | Field
        if isinstance(one, Attendance):
            choices: list[tuple[str, object]] = [(presence.value.capitalize(), presence) for presence in Presence]
            value = Combo(self._session.theme, choices, name="How the seat was filled", small=True)
        else:
            value = Field()
            value.setProperty("size", "small")
            value.setAccessibleName("Number")
            value.setPlaceholderText("Number")
        record = button("Record decision", lambda: self._settle(one, value, reason.text()), kind="primary", small=True)
        return flow(label("You decide:", "warn"), value, reason, record)

    def _log_decision(self, one: LogEntry, reason: Field) -> QWidget:
        day = DateField(one.raised_on, name="The day it was raised", required=False)
        session = self._session
        up = button(
            "Raise it as of that day",
            lambda: session.run(
                do(ledgers.settle_log_entry, entry_id=one.id, raised_on=day.value() or session.today())
            ),
            kind="primary",
            small=True,
        )
        leave = button(
            "Leave it out",
            lambda: session.run(do(ledgers.settle_log_entry, entry_id=one.id, raised_on=None, reason=reason.text())),
            small=True,
        )
        return flow(label("Raised on", "muted"), day, up, reason, leave)

    def _settle(self, one: Contribution | Attendance | TrainingNumber, value: Combo | Field, reason: str) -> None:
        if isinstance(one, Attendance) and isinstance(value, Combo):
            self._session.run(do(ledgers.settle_value, row=replace(one, presence=value.value(), reason=reason)))
            return
        text = value.text().strip().lstrip("£").replace(",", "") if isinstance(value, Field) else ""
        try:
            number = float(text)
        except ValueError:
            self._session.tell("warn", f"“{text}” is no number.", "Give the figure that you decided on.")
            return
        if isinstance(one, Contribution):
            self._session.run(do(ledgers.settle_value, row=replace(one, amount=number, reason=reason)))
        elif isinstance(one, TrainingNumber):
            self._session.run(do(ledgers.settle_value, row=replace(one, number=number, reason=reason)))
