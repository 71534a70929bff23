"""The rows of one challenge log, contributions, attendance or training workbook, and the decisions they wait for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from scrutineer.domain.ledgers import Attendance, Contribution, Ledger, LogEntry, Presence, TrainingNumber
from scrutineer.domain.typed_dates import When
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
        self._details = column(spacing=6, margins=(12, 6, 12, 10))
        self.body.addWidget(self.items, 1)
        self.body.addLayout(self._details)

    def show_rows(self, rows: tuple[Ledger, ...]) -> None:
        """Show these, those that wait for a person first."""
        waiting = ledgers.waiting(rows)
        self.items.rows_model.set_rows([*waiting, *(row for row in rows if row not in waiting)])
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        entry: Ledger | None = self.items.current()
        if entry is None:
            self._details.addWidget(label("Choose a row to see where it came from.", "muted"))
            return
        head = row(label(what(entry), "strong", wrap=True))
        head.setStretch(0, 1)
        if not isinstance(entry, LogEntry):
            challenge = button("Raise a challenge", lambda: self._raise(entry), theme=self._session.theme, icon="flag")
            head.addWidget(challenge)
        self._details.addLayout(head)
        sentences = [f"In {entry.cell}."]
        if isinstance(entry, LogEntry):
            sentences += [f"Put to {entry.put_to}.", f"Update: {entry.update_text}." if entry.update_text else ""]
            sentences += [f"Status there: {entry.status_typed}." if entry.status_typed else ""]
        elif isinstance(entry, Contribution) and entry.note:
            sentences.append(f"Note: {entry.note}.")
        self._details.addWidget(label("  ".join(part for part in sentences if part), "small", wrap=True))
        if entry.reason and entry in ledgers.waiting([entry]):
            self._details.addWidget(label(f"Set aside: {entry.reason}.", "warn", wrap=True))
            self._details.addWidget(self._decision(entry))

    def _raise(self, entry: Ledger) -> None:
        """A challenge from this row, with its words and its cell."""
        words = f"{what(entry)}: {reading(entry)} (“{typed(entry)}”, {entry.cell})"
        self._session.go(ToNewChallenge(agency_id=entry.agency_id, why=words))

    def _decision(self, entry: Ledger) -> QWidget:
        reason = Field()
        reason.setProperty("size", "small")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self._session.theme.px(220))
        if isinstance(entry, LogEntry):
            return self._log_decision(entry, reason)
        value: Combo | Field
        if isinstance(entry, Attendance):
            choices: list[tuple[str, object]] = [(presence.value.capitalize(), presence) for presence in Presence]
            value = Combo(self._session.theme, choices, name="How the seat was filled", small=True)
        else:
            value = Field()
            value.setProperty("size", "small")
            value.setAccessibleName("Number")
            value.setPlaceholderText("Number")
        record = button(
            "Record decision", lambda: self._settle(entry, value, reason.text()), kind="primary", small=True
        )
        return flow(label("You decide:", "warn"), value, reason, record)

    def _log_decision(self, entry: LogEntry, reason: Field) -> QWidget:
        day = DateField(
            entry.raised_on, name="The day it was raised", today=self._session.today, when=When.HAPPENED, required=False
        )
        session = self._session
        up = button(
            "Raise it as of that day",
            lambda: session.run(
                do(ledgers.settle_log_entry, entry_id=entry.id, raised_on=day.value() or session.today())
            ),
            kind="primary",
            small=True,
        )
        leave = button(
            "Leave it out",
            lambda: session.run(do(ledgers.settle_log_entry, entry_id=entry.id, raised_on=None, reason=reason.text())),
            small=True,
        )
        return flow(label("Raised on", "muted"), day, up, reason, leave)

    def _settle(self, entry: Contribution | Attendance | TrainingNumber, value: Combo | Field, reason: str) -> None:
        if isinstance(entry, Attendance) and isinstance(value, Combo):
            self._session.run(do(ledgers.settle_value, row=replace(entry, presence=value.value(), reason=reason)))
            return
        text = value.text().strip().lstrip("£").replace(",", "") if isinstance(value, Field) else ""
        try:
            number = float(text)
        except ValueError:
            self._session.tell("warn", f"“{text}” is no number.", "Give the figure that you decided on.")
            return
        if isinstance(entry, Contribution):
            self._session.run(do(ledgers.settle_value, row=replace(entry, amount=number, reason=reason)))
        elif isinstance(entry, TrainingNumber):
            self._session.run(do(ledgers.settle_value, row=replace(entry, number=number, reason=reason)))
