"""The rows of a challenge log, contributions, attendance or training numbers, and what each would become."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from scrutineer.domain.dates import short_date
from scrutineer.domain.ledgers import Attendance, Contribution, Ledger, LogEntry
from scrutineer.domain.returns import Change
from scrutineer.operations.ledgers import LedgerPreview, ProposedRow
from scrutineer.ui.kit.basic import button, clear, column, label, row
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session


def what(one: Ledger) -> str:
    """What a row is about."""
    if isinstance(one, LogEntry):
        return f"{one.number} {one.question}".strip()
    if isinstance(one, Contribution):
        return f"{one.partner}, {one.year or 'in kind'}"
    if isinstance(one, Attendance):
        day = short_date(one.on_date) if one.on_date else "no day"
        return f"{one.seat}, {one.meeting} {day}"
    return f"{one.course}, {one.agency}" + (f", {one.period}" if one.period else "")


def typed(one: Ledger) -> str:
    """What stood in its cell."""
    return one.raised_typed if isinstance(one, LogEntry) else one.typed or getattr(one, "in_kind", "")


def reading(one: Ledger) -> str:
    """What it was read as, or why it waits."""
    if one.reason:
        return one.reason
    if isinstance(one, LogEntry):
        return f"Raised {short_date(one.raised_on)}" if one.raised_on else ""
    if isinstance(one, Contribution):
        return f"£{one.amount:,.0f}" if one.amount is not None else one.in_kind
    if isinstance(one, Attendance):
        return one.presence.value.capitalize() if one.presence else ""
    return f"{one.number:,.0f}" if one.number is not None else ""


def columns() -> list[TableColumn]:
    """What, as typed, as read, where."""
    return [
        TableColumn("What", 0, lambda one: TableCell(what(one))),
        TableColumn("As typed", 130, lambda one: TableCell(typed(one) or "Blank", tone="text-2")),
        TableColumn("Read as", 250, lambda one: TableCell(reading(one), tone="warn" if one.reason else "text")),
        TableColumn("Cell", 140, lambda one: TableCell(one.cell, tone="text-2")),
    ]


class LedgerTable(QWidget):
    """Every row with its reading; those decided before that came back different are settled here."""

    settled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._preview: LedgerPreview | None = None
        self._decisions: dict[str, bool] = {}
        changes = TableColumn("", 104, lambda one: TableCell(one.change.value.capitalize(), tone=_tone(one)))
        rest = [_of_row(one) for one in columns()]
        self.items = Register(session.theme, [rest[0], changes, *rest[1:]], name="Rows", sortable=False)
        self.items.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.items.setMinimumHeight(session.theme.px(220))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._one = column(spacing=6, margins=(12, 4, 12, 8))
        box = column(spacing=4)
        box.addWidget(self.items, 1)
        box.addLayout(self._one)
        self.setLayout(box)

    def show_preview(self, shown: LedgerPreview | None) -> None:
        """Show what a commit would do, or nothing."""
        self._preview = shown
        self.items.rows_model.set_rows(shown.proposed if shown else ())
        self._show_one()

    def _show_one(self) -> None:
        clear(self._one)
        one: ProposedRow | None = self.items.current()
        if one is None or one.change is not Change.CONFLICT or one.before is None:
            return
        words = f"You decided {reading(one.before)}; it has come back as “{typed(one.row)}”."
        self._one.addWidget(label(words, "warn", wrap=True))
        keep = button("Keep yours", lambda: self._settle(one, False), small=True)
        take = button("Take the returned value", lambda: self._settle(one, True), small=True)
        self._one.addLayout(row(keep, take, None))

    def _settle(self, one: ProposedRow, replaced: bool) -> None:
        self._decisions[one.row.cell] = replaced
        self.settled.emit()

    def unsettled(self) -> list[str]:
        """The cells whose conflict nobody has settled yet."""
        proposed = self._preview.proposed if self._preview else ()
        cells = [one.row.cell for one in proposed if one.change is Change.CONFLICT]
        return [cell for cell in cells if cell not in self._decisions]

    def decisions(self) -> dict[str, bool]:
        """By cell, whether the returned value replaces the decided one."""
        return dict(self._decisions)


def _tone(one: ProposedRow) -> str:
    return {Change.CONFLICT: "warn", Change.UNCHANGED: "text-2"}.get(one.change, "text")


def _of_row(one: TableColumn) -> TableColumn:
    return TableColumn(one.heading, one.width, lambda proposed: one.cell(proposed.row))
