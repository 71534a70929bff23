"""How a workbook and its answers share a page: the table has the width, what is settled stands below it, and the sheet
as it came is always in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.operations.queries.working import WorkingRow
from scrutineer.ui.kit.basic import column, holder, scroll
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.parts.sheet_strip import SheetStrip
from scrutineer.ui.parts.working_table import WorkingTable
from scrutineer.ui.session import Session

_BAR = 124  # pixels at 100% of what is settled: as tall as it is for an answer that was set aside
_ROWS, _SETTLED, _SHEET = range(3)


class WorkingPage(QWidget):
    """`head` stands above the table and scrolls with it. The three parts can be dragged apart; where there is little
    height each is a tab of its own."""

    def __init__(self, session: Session, head: QVBoxLayout, table: WorkingTable) -> None:
        super().__init__()
        self.table, self.sheet = table, SheetStrip(session.theme)
        head.addWidget(table, 1)
        self.area = scroll(holder(head, "page"))
        settled = column(table.bar, margins=(16, 8, 16, 8))
        settled.addStretch(1)
        self.dock = scroll(holder(settled, "dock"), "dock")
        self._panes = Panes(
            session.theme,
            [("Answers", self.area, 0), ("Decide and place", self.dock, _BAR),
             ("The sheet", self.sheet, SheetStrip.HEIGHT)],
            below=True,
        )  # fmt: skip
        self.setLayout(column(self._panes, spacing=0))
        table.walked.connect(self._follow)
        table.asked.connect(lambda: self._panes.show_pane(_SETTLED))
        table.returned.connect(lambda: self._panes.show_pane(_ROWS))

    def _follow(self, row: WorkingRow | None) -> None:
        if row is not None:
            self.sheet.show_answer(row.answer)

    def show_sheet(self, *, shown: bool) -> None:
        """Show the sheet, or leave its room to the rest for now."""
        self._panes.show_beside(_SHEET, shown=shown)

    def show_settling(self, *, shown: bool) -> None:
        """Show what is settled of the rows chosen, or leave its room to the rest for now."""
        self._panes.show_beside(_SETTLED, shown=shown)
        self.table.bar.setEnabled(shown)

    def toggle_sheet(self) -> None:
        """Show or hide the sheet."""
        self._panes.toggle_side()
