"""The cell that an answer came from, in its sheet as it was sent, with everything that was written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTableView, QWidget

from scrutineer.domain.grid import Place, Sheet, Workbook, column_letters, place_of
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations.answer_returns import workbook_of
from scrutineer.ui.kit.basic import Card, button, column, holder, label, plain_tip, row, scroll
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROWS_AROUND = 40  # above and below: what a person needs to see where they are
_MOST_COLUMNS = 40


class SheetModel(QAbstractTableModel):
    """The rows of a sheet around one of them, as they stand there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bold = theme.font("dense", 600)
        self._sheet: Sheet | None = None
        self._rows: Sequence[int] = ()
        self._columns: Sequence[int] = ()
        self._marked: frozenset[Place] = frozenset()

    def show_around(self, sheet: Sheet, place: Place, marked: frozenset[Place]) -> QModelIndex:
        """Show the part of a sheet around a place, some cells of it marked; the place's own index."""
        self.beginResetModel()
        rows = [number for number in sheet.rows() if abs(number - place[0]) <= _ROWS_AROUND]
        self._sheet, self._marked = sheet, marked
        self._rows = sorted({*rows, place[0]})
        self._columns = sorted({*sheet.columns()[:_MOST_COLUMNS], place[1]})
        self.endResetModel()
        return self.index(self._rows.index(place[0]), self._columns.index(place[1]))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Letters across, numbers down, as in the workbook."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation is Qt.Orientation.Horizontal
        return column_letters(self._columns[section]) if across else str(self._rows[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text; the cells that an answer was read from are bold."""
        if not index.isValid() or self._sheet is None:
            return None
        place = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.text(*place)[:200]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._sheet.text(*place))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._sheet.address(*place)}: {self._sheet.text(*place) or 'blank'}"
        return self._bold if role == Qt.ItemDataRole.FontRole and place in self._marked else None


class CellDialog(QDialog):
    """Stays beside the page until it is closed. The workbook is read off the main thread."""

    def __init__(self, parent: QWidget, session: Session, answer: SelfAssessment, heading: str, said: str) -> None:
        super().__init__(parent)
        self._answer = answer
        theme = session.theme
        self.setWindowTitle(answer.cell)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(theme.px(820), theme.px(560)).boundedTo(parent.size()))
        self._state = label("Reading the workbook", "muted")
        self.sheet = QTableView()
        self.sheet.setAccessibleName("The sheet around the cell")
        self.sheet.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sheet.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheet.setTabKeyNavigation(False)
        self.sheet.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.sheet.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.sheet.horizontalHeader().setDefaultSectionSize(theme.px(150))
        self._model = SheetModel(theme)
        self.sheet.setModel(self._model)
        close = button("Close", self.close, hint="Esc")
        words = column(label(said, "dense", wrap=True), spacing=6)
        for name, text in (
            ("Evidence given", answer.evidence), ("To improve", answer.improvement), ("By", answer.deadline),
            ("References given", answer.sources),
        ):  # fmt: skip
            if text:
                words.addWidget(label(f"{name}: {text}", "dense", wrap=True))
        words.addStretch()
        box = column(label(heading, "heading", wrap=True), spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(scroll(holder(words)), 1)
        box.addWidget(self._state)
        card = Card(margins=(1, 1, 1, 1))
        card.body.addWidget(self.sheet)
        box.addWidget(card, 2)
        box.addLayout(row(None, close))
        self.setLayout(box)
        self.sheet.setFocus()
        session.ops.look(partial(workbook_of, session.casefile, return_id=answer.return_id), self._show)

    def _show(self, workbook: Workbook) -> None:
        """The sheet, with the cell in the middle and under the focus."""
        marked = [place_of(address) for address in (self._answer.cell, self._answer.moderated_cell)]
        if marked[0] is None:
            self._state.setText(f"{workbook.name} does not say which cell it was.")
            return
        name, place = marked[0]
        sheet = next((sheet for sheet in workbook.sheets if sheet.name == name), None)
        if sheet is None:
            self._state.setText(f"{workbook.name} holds no sheet called {name} now.")
            return
        places = frozenset(spot[1] for spot in marked if spot is not None and spot[0] == name)
        index = self._model.show_around(sheet, place, places)
        self._state.setText(f"{name} in {workbook.name}, as it was taken in")
        self.sheet.setCurrentIndex(index)
        self.sheet.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
