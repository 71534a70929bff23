"""The top of a sheet as it stands, with a choice above each column of what it holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from scrutineer.domain.grid import column_letters
from scrutineer.domain.ledger_kinds import LEDGER_KINDS
from scrutineer.domain.mapping import Layout, Role, standard_number
from scrutineer.domain.words import shortened
from scrutineer.operations import workbooks
from scrutineer.operations.workbooks import SheetGuess
from scrutineer.ui.kit.basic import clear, column, holder, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.lists import Index, draw_line
from scrutineer.ui.theme import Theme

_ANSWERS = "answers"
_ACROSS = {
    Layout.AGENCIES_ACROSS: "An agency's answers",
    Layout.STANDARDS_ACROSS: "Answers to a standard",
} | {kind.layout: kind.across.capitalize() for kind in LEDGER_KINDS if kind.across}
"""What the columns hold that carry no role, by what runs across."""
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
    """Rows round the headings. The first row holds the choices; where the columns are wider than the page they stand in
    `choices` instead, one after the other, so that none is out of reach."""

    roles_changed = Signal(dict, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._guess: SheetGuess | None = None
        self._combos: dict[int, Combo] = {}  # by column, in the sheet
        self._listed: dict[int, Combo] = {}  # the same apart from it
        self.choices = QWidget()
        self._listing = column(margins=(12, 0, 12, 4))
        self.choices.setLayout(self._listing)
        self.choices.hide()
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
        self._listed.clear()
        self.clear()
        clear(self._listing)
        columns = list(guess.sheet.columns())[:MAX_COLUMNS]
        first = guess.headings.rows[0] if guess.headings else 1
        rows = [row for row in guess.sheet.rows() if row >= max(1, first - 1)][:9]
        self.setColumnCount(len(columns))
        self.setRowCount(len(rows) + 1)
        self.setHorizontalHeaderLabels([column_letters(column) for column in columns])
        self.setVerticalHeaderLabels(["", *[str(row) for row in rows]])
        for place, number in enumerate(columns):
            self._add_choice(guess, place, number)
            for line, row_number in enumerate(rows, 1):
                self.setItem(line, place, self._item(guess, row_number, number))
        if self._listed:
            self._listing.addWidget(flow(*map(self._with_heading, self._listed), spacing=12))
        self.setRowHeight(0, self._theme.px(36))
        self._share_width()

    def _with_heading(self, number: int) -> QWidget:
        """A choice behind the letter and the heading of its column."""
        guess = self._guess
        rows = guess.headings.rows if guess is not None and guess.headings is not None else ()
        texts = (guess.sheet.text(line, number) for line in rows) if guess is not None else ()
        words = shortened(" ".join(filter(None, texts)) or "(no heading)", 40)
        self._listed[number].setMinimumWidth(self._theme.px(180))
        named = label(f"{column_letters(number)}  {words}", "dense")
        return holder(row(named, self._listed[number]))

    def _fit_height(self) -> None:
        bar = self.horizontalScrollBar().sizeHint().height()
        around = self.horizontalHeader().sizeHint().height() + bar + 2 * self.frameWidth()
        self.setFixedHeight(self.verticalHeader().length() + around)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns take the room that is there."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.columnCount()
        if not columns:
            return
        room, least = self.viewport().width(), self._theme.px(150 if columns <= FEW_COLUMNS else 116)
        for place in range(columns):
            self.setColumnWidth(place, max(least, room // columns))
        apart = self.isRowHidden(0)
        air = self._theme.px(24) if apart else 0  # what the bar of the page takes does not turn it back and forth
        too_wide = bool(self._listed) and columns * least + air > room
        self.setRowHidden(0, too_wide)
        self.choices.setVisible(too_wide)
        self._fit_height()

    def _item(self, guess: SheetGuess, row: int, column: int) -> QTableWidgetItem:
        cell = guess.sheet.at(row, column)
        item = QTableWidgetItem(guess.sheet.text(row, column)[:200])
        if guess.headings is not None and row in guess.headings.rows:
            item.setData(Qt.ItemDataRole.UserRole, "heading")
        elif cell.fill:
            item.setData(Qt.ItemDataRole.UserRole, cell.fill)
        return item

    def _add_choice(self, guess: SheetGuess, place: int, number: int) -> None:
        if guess.headings is None:
            return
        text = guess.headings.columns.get(number, "")
        role = workbooks.seems(guess, text)
        stands = role or (_ANSWERS if guess.layout in _ACROSS else Role.LEFT_OUT)
        in_sheet, listed = (
            Combo(self._theme, self._choices(guess.layout), name=f"Column {column_letters(number)}", small=True)
            for _ in range(2)
        )
        for combo, twin in ((in_sheet, listed), (listed, in_sheet)):
            combo.choose(stands)
            combo.activated.connect(partial(self._choose, combo, twin))
        self._combos[number], self._listed[number] = in_sheet, listed
        self.setCellWidget(0, place, in_sheet)

    def _choose(self, combo: Combo, twin: Combo, _number: int) -> None:
        twin.choose(combo.value())
        self._emit()

    @staticmethod
    def _choices(layout: Layout) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = [(role.value.capitalize(), role) for role in Role]
        across: list[tuple[str, object]] = [(_ACROSS[layout], _ANSWERS)] if layout in _ACROSS else []
        return across + choices

    def _emit(self) -> None:
        guess = self._guess
        if guess is None or guess.headings is None:
            return
        roles: dict[str, Role] = {}
        for number, combo in self._combos.items():
            value = combo.value()
            text = guess.headings.columns.get(number, "")
            if isinstance(value, Role):
                roles[text] = value
            elif guess.layout is Layout.STANDARDS_ACROSS and not standard_number(text):
                roles[text] = Role.STANDARD  # a standard without a number is known by its words
        self.roles_changed.emit(roles, guess.layout)
