"""The sheet of a workbook as it came, in sight below the rows that were read from it: it follows the row chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from scrutineer.domain.grid import Place, Sheet, Workbook, place_of
from scrutineer.domain.returns import SelfAssessment
from scrutineer.ui.kit.basic import column, label
from scrutineer.ui.models.sheet_model import SheetModel, sheet_table
from scrutineer.ui.theme import Theme

_NARROWEST = 110  # pixels at 100% to which a column of long words gives way so that all are in sight


class SheetStrip(QWidget):
    """A few rows of the sheet around the cell of an answer; the cells that it was read from are bold."""

    HEIGHT = 168  # pixels at 100%

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._where = label("", "small")
        self._where.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(2))
        self._model = SheetModel(theme)
        self.table = sheet_table(theme, self._model, "The sheet as it came", 24)
        self._workbook: Workbook | None = None
        self.setLayout(column(self._where, self.table, spacing=0))

    def minimumSizeHint(self) -> QSize:
        """None: it gives way to the rows."""
        return QSize(0, 0)

    def say(self, words: str) -> None:
        """Say in words why no sheet is shown."""
        self._where.setText(words)

    def show_workbook(self, workbook: Workbook) -> None:
        """Show this workbook from now on: the top of its first sheet until an answer is chosen."""
        self._workbook = workbook
        if workbook.sheets:
            self._show(workbook.sheets[0], (1, 1), frozenset())

    def show_answer(self, answer: SelfAssessment) -> None:
        """Bring the cell that an answer was read from into the middle."""
        self.show_cells(answer.cell, answer.moderated_cell)

    def show_cells(self, *addresses: str) -> None:
        """Bring the first of these cells into the middle; those of them in its sheet are bold."""
        if self._workbook is None:
            return
        marked = [place_of(address) for address in addresses]
        sheets = {sheet.name: sheet for sheet in self._workbook.sheets}
        if marked[0] is None or marked[0][0] not in sheets:
            self._where.setText(f"{self._workbook.name} does not say which cell it was.")
            return
        name, place = marked[0]
        self._show(sheets[name], place, frozenset(spot[1] for spot in marked if spot is not None and spot[0] == name))

    def _show(self, sheet: Sheet, place: Place, marked: frozenset[Place]) -> None:
        name = self._workbook.name if self._workbook is not None else ""
        self._where.setText(f"{sheet.name} in {name}, as it came" + (f": {sheet.address(*place)}" if marked else ""))
        index = self._model.show_around(sheet, place, marked)
        self._share_width()
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _share_width(self) -> None:
        """Each column as wide as its words, within bounds; where all have room, they take all of it."""
        columns, px, header = range(self._model.columnCount()), self._theme.px, self.table.horizontalHeader()
        if not columns:
            return
        metrics = self.table.fontMetrics()
        widths = []
        for number in columns:
            words = [str(self._model.index(row, number).data() or "") for row in range(self._model.rowCount())]
            wide = max((metrics.horizontalAdvance(text[:80]) for text in words), default=0)
            widths.append(max(px(70), wide + px(16)))
        room = self.table.viewport().width()
        caps = (px(cap) for cap in (*range(360, _NARROWEST, -20), _NARROWEST))
        cap = next((cap for cap in caps if sum(min(width, cap) for width in widths) <= room), px(_NARROWEST))
        spare = max(0, room - sum(min(width, cap) for width in widths)) // len(columns)
        for number, width in zip(columns, widths, strict=True):
            header.resizeSection(number, min(width, cap) + spare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take the room that is there."""
        super().resizeEvent(event)
        self._share_width()
