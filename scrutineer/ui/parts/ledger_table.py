"""The rows of a challenge log, contributions, attendance or training numbers, and what each would become."""

from __future__ import annotations

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from scrutineer.domain.ledgers import Ledger
from scrutineer.domain.returns import Change
from scrutineer.operations.ledgers import LedgerPreview, ProposedRow
from scrutineer.ui.kit.basic import button, clear, column, label, row
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session


def reading(entry: Ledger) -> str:
    """What it was read as, or why it waits."""
    return entry.reason or entry.as_read


def columns() -> list[TableColumn]:
    """What, as typed, as read, where."""
    return [
        TableColumn("What", 0, lambda entry: TableCell(entry.about)),
        TableColumn("As typed", 130, lambda entry: TableCell(entry.as_typed or "Blank", tone="text-2")),
        TableColumn("Read as", 250, lambda entry: TableCell(reading(entry), tone="warn" if entry.reason else "text")),
        TableColumn("Cell", 140, lambda entry: TableCell(entry.cell, tone="text-2")),
    ]


class LedgerTable(QWidget):
    """Every row with its reading; those decided before that came back different are settled here."""

    settled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._preview: LedgerPreview | None = None
        self._decisions: dict[str, bool] = {}
        changes = TableColumn(
            "Change", 104, lambda proposal: TableCell(proposal.change.value.capitalize(), tone=_tone(proposal))
        )
        rest = [_of_row(table_column) for table_column in columns()]
        self.items = Register(session.theme, [rest[0], changes, *rest[1:]], name="Rows")
        self.items.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.items.setMinimumHeight(session.theme.px(220))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._details = column(spacing=6, margins=(12, 4, 12, 8))
        box = column(spacing=4)
        box.addWidget(self.items, 1)
        box.addLayout(self._details)
        self.setLayout(box)

    def show_preview(self, shown: LedgerPreview | None) -> None:
        """Show what a commit would do, or nothing."""
        self._preview = shown
        self.items.rows_model.set_rows(shown.proposed if shown else ())
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        proposal: ProposedRow | None = self.items.current()
        if proposal is None or proposal.change is not Change.CONFLICT or proposal.before is None:
            return
        words = f"You decided {reading(proposal.before)}; it has come back as “{proposal.row.as_typed}”."
        self._details.addWidget(label(words, "warn", wrap=True))
        keep = button("Keep yours", lambda: self._settle(proposal, False), small=True)
        take = button("Take the returned value", lambda: self._settle(proposal, True), small=True)
        self._details.addLayout(row(keep, take, None))

    def _settle(self, proposal: ProposedRow, replaced: bool) -> None:
        self._decisions[proposal.row.cell] = replaced
        self.settled.emit()

    def unsettled(self) -> list[str]:
        """The cells whose conflict nobody has settled yet."""
        proposed = self._preview.proposed if self._preview else ()
        cells = [proposal.row.cell for proposal in proposed if proposal.change is Change.CONFLICT]
        return [cell for cell in cells if cell not in self._decisions]

    def kept(self) -> str:
        """What was settled, as one text; "" where nothing was."""
        return json.dumps(self._decisions, ensure_ascii=False, sort_keys=True) if self._decisions else ""

    def put_back(self, raw: str) -> None:
        """Settle again what was settled."""
        self._decisions = json.loads(raw) if raw else {}
        self.settled.emit()

    def decisions(self) -> dict[str, bool]:
        """By cell, whether the returned value replaces the decided one."""
        return dict(self._decisions)


def _tone(proposal: ProposedRow) -> str:
    return {Change.CONFLICT: "warn", Change.UNCHANGED: "text-2"}.get(proposal.change, "text")


def _of_row(table_column: TableColumn) -> TableColumn:
    return TableColumn(table_column.heading, table_column.width, lambda proposed: table_column.cell(proposed.row))
