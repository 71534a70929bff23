"""The top of a sheet as it stands, with a choice above each column of what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from scrutineer.domain.grid import column_letters
from scrutineer.domain.mapping import Layout, Role, standard_number
from scrutineer.operations.workbooks import SheetGuess
from scrutineer.ui.kit.fields import Combo
from scrutineer.ui.kit.lists import Index, draw_line
from scrutineer.ui.theme import Theme

_ANSWERS = "answers"
MAX_COLUMNS = 40
FEW_COLUMNS = 8


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell's own colour; a style sheet on items would hide it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill, text, lines."""
        theme, box = self._theme, option.rect
        fill = index.data(Qt.ItemDataRole.UserRole)
        heading = fill == "heading"
        ground = theme.colour("selection" if heading else "surface") if heading or not fill else QColor(f"#{fill}")
        painter.fillRect(box, ground)
        painter.setPen(theme.colour("border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        ink = (
            theme.colour("text")
            if heading or not fill
            else QColor("#1A2328" if ground.lightness() > 110 else "#FFFFFF")
        )
        inner = box.adjusted(theme.px(6), 0, -theme.px(4), 0)
        draw_line(painter, theme, str(index.data() or ""), inner, theme.font("small", 600 if heading else 400), ink)


class SheetGrid(QTableWidget):
    """Rows round the headings. The first row holds the choices."""

    roles_changed = Signal(dict, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._guess: SheetGuess | None = None
        self._combos: dict[int, Combo] = {}
        self.setAccessibleName("The sheet with its headings")
        self._delegate = _CellDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # as tall as its few rows
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_guess(self, guess: SheetGuess) -> None:
        """Show a sheet with what its columns seem to be."""
        self._guess = guess
        self._combos.clear()
        self.clear()
        columns = list(guess.sheet.columns())[:MAX_COLUMNS]
        first = guess.headings.rows[0] if guess.headings else 1
        rows = [row for row in guess.sheet.rows() if row >= max(1, first - 1)][:9]
        self.setColumnCount(len(columns))
        self.setRowCount(len(rows) + 1)
        self.setHorizontalHeaderLabels([column_letters(column) for column in columns])
        self.setVerticalHeaderLabels(["", *[str(row) for row in rows]])
        for place, column in enumerate(columns):
            self._add_choice(guess, place, column)
            for line, row in enumerate(rows, 1):
                self.setItem(line, place, self._item(guess, row, column))
        self.setRowHeight(0, self._theme.px(36))
        bar = self.horizontalScrollBar().sizeHint().height()
        around = self.horizontalHeader().sizeHint().height() + bar + 2 * self.frameWidth()
        self.setFixedHeight(self.verticalHeader().length() + around)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns take the room that is there."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.columnCount()
        if columns:
            least = self._theme.px(150 if columns <= FEW_COLUMNS else 116)
            width = max(least, self.viewport().width() // columns)
            for place in range(columns):
                self.setColumnWidth(place, width)

    def _item(self, guess: SheetGuess, row: int, column: int) -> QTableWidgetItem:
        cell = guess.sheet.at(row, column)
        item = QTableWidgetItem(guess.sheet.text(row, column)[:200])
        if guess.headings is not None and row in guess.headings.rows:
            item.setData(Qt.ItemDataRole.UserRole, "heading")
        elif cell.fill:
            item.setData(Qt.ItemDataRole.UserRole, cell.fill)
        return item

    def _add_choice(self, guess: SheetGuess, place: int, column: int) -> None:
        if guess.headings is None:
            return
        text = guess.headings.columns.get(column, "")
        combo = Combo(self._theme, self._choices(guess.layout), name=f"Column {column_letters(column)}", small=True)
        role = guess.roles.get(text)
        answers = role is None and guess.layout is not Layout.STANDARDS_DOWN
        combo.choose(_ANSWERS if answers and self._is_answer(guess, text) else role or Role.LEFT_OUT)
        combo.activated.connect(lambda _number: self._emit())
        self._combos[column] = combo
        self.setCellWidget(0, place, combo)

    @staticmethod
    def _is_answer(guess: SheetGuess, text: str) -> bool:
        return guess.layout is Layout.AGENCIES_ACROSS or bool(standard_number(text))

    @staticmethod
    def _choices(layout: Layout) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = [(role.value.capitalize(), role) for role in Role]
        if layout is Layout.AGENCIES_ACROSS:
            choices.insert(0, ("An agency's answers", _ANSWERS))
        if layout is Layout.STANDARDS_ACROSS:
            choices.insert(0, ("Answers to a standard", _ANSWERS))
        return choices

    def _emit(self) -> None:
        guess = self._guess
        if guess is None or guess.headings is None:
            return
        roles: dict[str, Role] = {}
        for column, combo in self._combos.items():
            value = combo.value()
            if isinstance(value, Role):
                roles[guess.headings.columns.get(column, "")] = value
        self.roles_changed.emit(roles, guess.layout)
