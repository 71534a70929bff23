"""The answers of a workbook as one table to work on: before the commit, and for as long as they stand after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from scrutineer.domain.returns import WHOLE_ROW, AnswerStatus, Change
from scrutineer.domain.words import counted, shortened
from scrutineer.operations.queries.placing import Suggested
from scrutineer.operations.queries.working import RowKey, Wanted, WorkingRow, WorkingRows
from scrutineer.ui.kit.basic import button, carded, column
from scrutineer.ui.kit.chosen_rows import ChosenRows
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.kit.tables import Pages, Register, TableCell, TableColumn
from scrutineer.ui.parts.working_bar import WorkingActs, WorkingBar
from scrutineer.ui.session import Session

_CHANGES = {
    Change.NEW: ("plus", "text"),
    Change.CHANGED: ("pencil", "text"),
    Change.UNCHANGED: ("check", "text-2"),
    Change.CONFLICT: ("triangle-alert", "warn"),
}
_CHANGE = 2
"""The place of the column that only what is not stored yet has."""


class WorkingRegister(Register):
    """As many rows in sight as there is room for: none is taller than its line. What is cut is said whole below."""

    FEW = 0

    def sizeHint(self) -> QSize:
        """No more than it must have: the page around it scrolls only where that is too much."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class WorkingTable(QWidget):
    """Rows are answers. Enter takes the line suggested for the rows chosen, L chooses one, D decides what waits.

    `bar` stands wherever the page docks it. `walked` says which row the focus is on.
    """

    walked = Signal(object)
    asked = Signal()
    """What is settled of the rows chosen is asked for: where it goes, or what is decided."""
    returned = Signal()
    """It goes on at the rows."""

    def __init__(self, session: Session, acts: WorkingActs, *, name: str) -> None:
        super().__init__()
        self._session, self._acts = session, acts
        self._working: WorkingRows | None = None
        self._refused: Mapping[RowKey, frozenset[str]] = {}
        theme = session.theme
        self.which: Segments[Wanted] = Segments([(wanted.value, wanted) for wanted in Wanted], name="Show")
        self.which.chosen.connect(lambda _wanted: self._show_rows())
        self.section = Narrowing(theme, name="Choose a section", small=True)
        self.section.setMinimumWidth(theme.px(170))
        self.section.activated.connect(lambda _number: self._choose_section())
        self._before = button("", self._take_as_before, kind="link")
        self.table = WorkingRegister(theme, self._columns(), name=name)
        self.table.setMinimumHeight(theme.px(126))
        self.chosen: ChosenRows[RowKey] = ChosenRows(self.table, self._on_chosen)
        self.bar = WorkingBar(session, acts, self.choose)
        box = column(flow(self.which, self.section, self._before), spacing=8)
        box.addWidget(carded(self.table), 1)
        self.setLayout(box)
        self._keys()

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Standard", 0, lambda row: TableCell(
                f"{row.answer.number}  {shortened(row.answer.standard, 160)}".strip()), by="standard"),
            TableColumn("Cell", 48, lambda row: TableCell(row.answer.cell.rpartition("!")[2], tone="text-2")),
            TableColumn("Change", 116, self._change_cell, by="change"),
            TableColumn("Agency", 84, lambda row: TableCell(row.agency, tone="text-2"), by="agency"),
            TableColumn("Value", 110, _value_cell, by="value"),
            TableColumn("Your decision", 112, _decision_cell, by="decision"),
            TableColumn("Bears on", 130, self._line_cell, by="line"),
        ]  # fmt: skip

    def _change_cell(self, shown: WorkingRow) -> TableCell:
        if shown.change is None:
            return TableCell("")
        kept = self._refused.get(shown.key, frozenset())
        icon, tone = _CHANGES[shown.change]
        stood = shown.proposed.stands if shown.proposed is not None and shown.change is Change.CHANGED else ""
        words = f"{shown.change.value.capitalize()}{', in part' if kept else ''}{f', was {stood}' if stood else ''}"
        return TableCell("Refused" if WHOLE_ROW in kept else words, icon=icon, tone=tone)

    def _line_cell(self, shown: WorkingRow) -> TableCell:
        if shown.answer.target:
            return TableCell(self._named(shown.answer.target))
        if shown.suggested is None or not self._session.context.framework.knows(shown.suggested.target):
            return TableCell("Not placed", tone="text-2")
        return TableCell(f"Perhaps {self._suggestion(shown.suggested)}", icon="lightbulb", tone="text-2")

    def _suggestion(self, suggested: Suggested) -> str:
        return f"{self._named(suggested.target)}, {suggested.because.value}"

    def _named(self, target: str) -> str:
        return self._session.context.framework.short_name(target)

    def _keys(self) -> None:
        """What is pressed on the table; letters go to it alone."""
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Return", self._take), ("Enter", self._take), ("L", self.begin_line), ("D", self.begin_decision),
        ]  # fmt: skip
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        RowMenu(self.table, self._row_acts)

    def _row_acts(self) -> Sequence[RowAct | None]:
        acts: list[RowAct | None] = [RowAct("Take the line suggested", self._take)] if self.bar.can_take else []
        return [*acts, RowAct("Choose a line", self.begin_line), RowAct("Decide", self.begin_decision)]

    def show_working(self, working: WorkingRows, refused: Mapping[RowKey, frozenset[str]] | None = None) -> None:
        """Show these rows: what was chosen stays so; where that is gone, the row that took its place is. `refused`
        holds what is not taken of which row."""
        self._working, self._refused = working, refused or {}
        counts = {wanted: working.count(wanted) for wanted in Wanted}
        for number, (wanted, count) in enumerate(counts.items()):
            self.which.set_words(number, f"{wanted.value} {count}")
        self.which.show_parts([wanted is Wanted.ALL or count > 0 for wanted, count in counts.items()])
        if not counts[self.which.value() or Wanted.ALL]:
            self.which.choose(Wanted.ALL)
        self.table.setColumnHidden(_CHANGE, not working.is_proposal)
        areas = working.areas()
        self.section.set_choices([("Choose a section", None), *((shortened(area, 60), area) for area in areas)])
        self.section.choose(None)
        self.section.setVisible(len(areas) > 1)
        before = len(working.as_before())
        self._before.setText(f"{counted(before, 'answer')} as last year: confirm")
        self._before.setVisible(before > 0)
        self._show_rows()

    def _show_rows(self) -> None:
        working = self._working
        if working is None:
            return
        wanted, place = self.which.value() or Wanted.ALL, max(0, self.table.currentIndex().row())
        held = self.table.rows_model.key_at(self.table.currentIndex())
        with self.chosen.kept():
            self.table.show_pages(Pages(lambda order: working.ordered(wanted, order), working.rows))
            if held is not None and self.table.rows_model.place_of(held) is None:
                self.table.selectRow(min(place, self.table.rows_model.rowCount() - 1))
        self._on_chosen()

    def _on_chosen(self) -> None:
        if self._working is None:
            return
        rows = self._working.bare(self.chosen.keys())
        self.bar.show_chosen(rows, self._working, self._refused)
        self.walked.emit(self.table.current())

    def choose(self, keys: Sequence[RowKey]) -> None:
        """Choose these rows, so that the next act is done to all of them."""
        if not set(keys) <= set(self._working.ordered(self.which.value() or Wanted.ALL) if self._working else ()):
            self.which.choose(Wanted.ALL)
            self._show_rows()
        self.table.clearSelection()
        self.chosen.choose(set(keys))
        self.begin()

    def _choose_section(self) -> None:
        """All answers of a section of the workbook, and at once the question where they go."""
        area = self.section.value()
        if area is not None and self._working is not None:
            self.choose(self._working.in_area(area))
            self.begin_line()

    def _take(self) -> None:
        """Place the rows chosen where it is suggested; after one alone, walk on."""
        alone = len(self.chosen.keys()) == 1
        place = self.table.currentIndex().row()
        self.bar.take()
        if alone and place + 1 < self.table.rows_model.rowCount() and self.which.value() is not Wanted.UNPLACED:
            self.table.selectRow(place + 1)

    def _take_as_before(self) -> None:
        if self._working is not None:
            self._acts.place(self._working.as_before())

    def walk_to_waiting(self) -> None:
        """Choose the first answer that was set aside: one that waits, else one that was decided."""
        if self._working is not None:
            keys = self._working.to_decide()
            self.choose(keys[:1])
            self.table.select_key(keys[0]) if keys else None

    def begin(self) -> None:
        """On the rows."""
        self.returned.emit()
        self.table.setFocus()

    def begin_line(self) -> None:
        """Ask where the rows chosen go."""
        self.asked.emit()
        self.bar.begin_line()

    def begin_decision(self) -> None:
        """Ask what is decided of the rows chosen that were set aside."""
        self.asked.emit()
        self.bar.begin_decision()


def _value_cell(shown: WorkingRow) -> TableCell:
    answer = shown.answer
    if shown.waits:
        words = f"“{answer.typed}”, {answer.reason}" if answer.typed else answer.reason or "blank"
        return TableCell(f"Set aside: {words}", icon="triangle-alert", tone="warn")
    if answer.status is AnswerStatus.DECIDED:
        return TableCell(f"“{answer.typed}”" if answer.typed else "Blank", tone="text-2")
    words = answer.word if answer.level in ("", answer.word) else f"{answer.level} {answer.word}"
    differs = answer.typed and answer.typed.strip().casefold() not in {answer.word.casefold(), answer.level.casefold()}
    return TableCell(f"{words}  “{answer.typed}”" if differs else words or answer.typed)


def _decision_cell(shown: WorkingRow) -> TableCell:
    if shown.waits:
        return TableCell("To decide", tone="accent")
    if shown.answer.status is AnswerStatus.DECIDED:
        return TableCell(f"{shown.answer.word}: {shown.answer.reason}", icon="gavel")
    return TableCell("")
