"""How a workbook and its answers share a page: the table has the width, what is settled is docked below it, and the
sheet as it came is always in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.operations.queries.working import WorkingRow
from scrutineer.ui.kit.basic import column, holder, scroll
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.scrolling import BoundedDock
from scrutineer.ui.parts.sheet_strip import SheetStrip
from scrutineer.ui.parts.working_table import WorkingTable
from scrutineer.ui.session import Session


class WorkingPage(QWidget):
    """`head` stands above the table and scrolls with it; where there is little height the sheet is a tab of its own."""

    def __init__(self, session: Session, head: QVBoxLayout, table: WorkingTable) -> None:
        super().__init__()
        self.table, self.sheet = table, SheetStrip(session.theme)
        head.addWidget(table, 1)
        self.area = scroll(holder(head, "page"))
        self.dock = BoundedDock(holder(column(table.bar, margins=(16, 8, 16, 10)), "dock"))
        above = holder(column(self.area, self.dock, spacing=0))
        self._panes = Panes(
            session.theme, [("Answers", above, 0), ("The sheet", self.sheet, SheetStrip.HEIGHT)], below=True
        )
        self.setLayout(column(self._panes, spacing=0))
        table.walked.connect(self._follow)

    def _follow(self, row: WorkingRow | None) -> None:
        if row is not None:
            self.sheet.show_answer(row.answer)

    def toggle_sheet(self) -> None:
        """Show or hide the sheet."""
        self._panes.toggle_side()
