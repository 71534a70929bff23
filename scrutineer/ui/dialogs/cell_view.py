"""The cell that an answer came from, in its sheet as it was sent, with everything that was written beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from scrutineer.domain.grid import Workbook, place_of
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations.answer_returns import workbook_of
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row, scroll
from scrutineer.ui.models.sheet_model import SheetModel, sheet_table
from scrutineer.ui.session import Session


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
        self._model = SheetModel(theme)
        self.sheet = sheet_table(theme, self._model, "The sheet around the cell")
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
