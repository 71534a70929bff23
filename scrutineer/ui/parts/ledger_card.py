"""The rows of one challenge log, contributions, attendance or training workbook, and the decisions they wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from scrutineer.domain.ledger_kinds import BY_RECORD
from scrutineer.domain.ledgers import Ledger, LogEntry
from scrutineer.domain.typed_dates import When
from scrutineer.operations import ledgers
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.row_menu import RowMenu
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import mark_act, marked, standing_marking
from scrutineer.ui.session import Session


def reading(entry: Ledger) -> str:
    """What it was read as, or why it waits."""
    return entry.reason or entry.as_read


def columns() -> list[TableColumn]:
    """What, as typed, as read, where."""
    return [
        TableColumn("What", 0, lambda entry: marked(TableCell(entry.about), entry.marking)),
        TableColumn("As typed", 130, lambda entry: TableCell(entry.as_typed or "Blank", tone="text-2")),
        TableColumn("Read as", 250, lambda entry: TableCell(reading(entry), tone="warn" if entry.reason else "text")),
        TableColumn("Cell", 140, lambda entry: TableCell(entry.cell, tone="text-2")),
    ]


class LedgerCard(Card):
    """Every row as it was read; one that waits is settled below."""

    def __init__(self, session: Session, paste: Callable[[str], None]) -> None:
        pasted = button(
            "Paste rows", lambda: paste(QGuiApplication.clipboard().text()), kind="link", small=True,
            hint="Rows copied in a spreadsheet, with their headings, Ctrl+V",
        )  # fmt: skip
        super().__init__("Rows", pasted, margins=(1, 0, 1, 1))
        self._session = session
        self.items = Register(session.theme, columns(), name="Rows")
        self.items.setMinimumHeight(session.theme.px(190))
        self.items.let_paste(paste)
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._menu = RowMenu(self.items, lambda: [mark_act(session, self._chosen)])
        self._details = column(spacing=6, margins=(12, 6, 12, 10))
        self.body.addWidget(self.items, 1)
        self.body.addLayout(self._details)

    def show_rows(self, rows: tuple[Ledger, ...]) -> None:
        """Show these, those that wait for a person first."""
        held = self.items.current()
        waiting = ledgers.waiting(rows)
        self.items.rows_model.set_rows([*waiting, *(row for row in rows if row not in waiting)])
        if held is not None:
            self.items.select(lambda row: (type(row), row.id) == (type(held), held.id))
        self._show_one()

    def _chosen(self) -> list[Ledger]:
        entry: Ledger | None = self.items.current()
        return [entry] if entry is not None else []

    def _show_one(self) -> None:
        clear(self._details)
        entry: Ledger | None = self.items.current()
        if entry is None:
            self._details.addWidget(label("Choose a row to see where it came from.", "muted"))
            return
        head = row(label(entry.about, "strong", wrap=True))
        head.setStretch(0, 1)
        head.addWidget(standing_marking(self._session, entry, "Marking of this row"))
        if not BY_RECORD[type(entry)].is_challenges:
            challenge = button("Raise a challenge", lambda: self._raise(entry), theme=self._session.theme, icon="flag")
            head.addWidget(challenge)
        self._details.addLayout(head)
        self._details.addWidget(label("  ".join((f"In {entry.cell}.", *entry.beside)), "small", wrap=True))
        if entry.reason and entry in ledgers.waiting([entry]):
            self._details.addWidget(label(f"Set aside: {entry.reason}.", "warn", wrap=True))
            self._details.addWidget(self._decision(entry))

    def _raise(self, entry: Ledger) -> None:
        """A challenge from this row, with its words and its cell."""
        words = f"{entry.about}: {reading(entry)} (“{entry.as_typed}”, {entry.cell})"
        self._session.go(ToNewChallenge(agency_id=entry.agency_id, why=words))

    def _decision(self, entry: Ledger) -> QWidget:
        """What the scrutineer decides of a row that was set aside: nothing is chosen beforehand."""
        made = QWidget()
        form = Form(self._session, made)
        reason = Field(spelt=True)
        reason.setProperty("compact", "true")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self._session.theme.px(220))
        log = BY_RECORD[type(entry)].is_challenges
        parts = self._log_parts(entry, form) if log else self._value_parts(entry, form, reason)
        form.add("reason", reason)
        made.setLayout(column(form.note, flow(*parts[:-1], reason, parts[-1]), spacing=4))
        known = {"raised_on": entry.raised_on} if isinstance(entry, LogEntry) and entry.raised_on else {}
        form.follow(f"ledger:{type(entry).__name__}:{entry.id}", f"Your decision on {entry.cell}", known)
        return made

    def _value_parts(self, entry: Any, form: Form, reason: Field) -> tuple[QWidget, ...]:
        kind = BY_RECORD[type(entry)]
        value: Combo | Field
        if kind.decided_as is not None:
            choices = [(choice.value.capitalize(), choice) for choice in kind.decided_as]
            value = Combo(self._session.theme, [(kind.decision, None), *choices], name=kind.decision, small=True)
        else:
            value = Field(name=kind.decision, hint=kind.decision)
            value.setProperty("compact", "true")
        form.add("value", value, required="Give what you decided on.")

        def settle() -> None:
            if form.ready():
                decided = value.value() if isinstance(value, Combo) else self._number(form, value.text())
                if decided is not None:
                    row = entry.decided(decided, reason.text())
                    self._session.record(form, do(ledgers.settle_value, row=row))

        record = button("Record decision", settle, kind="primary", small=True)
        return label("You decide:", "warn"), value, record

    def _number(self, form: Form, typed: str) -> float | None:
        text = typed.strip().lstrip("£").replace(",", "")
        try:
            return float(text)
        except ValueError:
            form.refuse("value", f"“{text}” is no number. Give the figure that you decided on.")
            return None

    def _log_parts(self, entry: Any, form: Form) -> tuple[QWidget, ...]:
        day = DateField(
            entry.raised_on, name="The day it was raised", today=self._session.today, when=When.HAPPENED, required=False
        )
        form.add("raised_on", day, required="Give the day on which it was raised.")
        status = Field(name="Its status", hint="Its status, as “Closed 12 June 2026”")
        status.setProperty("compact", "true")
        form.add("status", status)
        up = button(
            "Raise it as of that day", lambda: self._raise_as_of(entry, form, day, status), kind="primary", small=True
        )
        leave = button("Leave it out", lambda: self._leave_out(entry, form), small=True)
        return label("Raised on", "muted"), day, status, up, leave

    def _raise_as_of(self, entry: Any, form: Form, day: DateField, status: Field) -> None:
        if form.ready():
            said = do(ledgers.settle_log_entry, entry_id=entry.id, raised_on=day.value(), status=status.text())
            self._session.record(form, said)

    def _leave_out(self, entry: Any, form: Form) -> None:
        reason = form.typed()["reason"]
        self._session.record(form, do(ledgers.settle_log_entry, entry_id=entry.id, raised_on=None, reason=reason))
