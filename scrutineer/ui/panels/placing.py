"""To place: what came in and bears on no step or line yet, answers and evidence, placed one by one or many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.ids import AnswerId, EvidenceId
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.words import as_shown, counted, shortened
from scrutineer.operations import placing
from scrutineer.operations.queries.placing import (
    AnswersToPlace,
    AnswerToPlace,
    FilesToPlace,
    FileToPlace,
    ItemsToPlace,
    ItemToPlace,
)
from scrutineer.ui.destinations import ToItem, ToNewEvidence, ToPlacing, ToReturns, Tray
from scrutineer.ui.kit.basic import EmptyState, button, carded, column, holder, label, scroll
from scrutineer.ui.kit.chosen_rows import ChosenRows
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.kit.tables import Pages, Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.placing_side import AS_SUGGESTED, BEARING_KEYS, PlacingSide, ToBePlaced
from scrutineer.ui.parts.return_detail import in_words
from scrutineer.ui.session import Session

_IN_SIGHT = 400  # letters of a text
_IN_A_ROW = 240
_Chosen: TypeAlias = ChosenRows[AnswerId] | ChosenRows[EvidenceId] | ChosenRows[int]
_LISTED = {
    Tray.ANSWERS: "Each bears on no step or line yet",
    Tray.EVIDENCE: "Each bears on no step or line yet",
    Tray.FILES: "Nothing is quoted from them, and their items bear on no step or line yet",
}
_NONE = {
    Tray.ANSWERS: "No answer waits to be placed",
    Tray.EVIDENCE: "No evidence waits to be placed",
    Tray.FILES: "No file waits to be quoted or placed",
}


class PlacingPanel(Panel[ToPlacing]):
    """Three lists, one at a time; beside them what the rows chosen say and where they go."""

    shows = frozenset(
        {ChangeKind.RETURN, ChangeKind.EVIDENCE, ChangeKind.LINK, ChangeKind.FRAMEWORK, ChangeKind.PARTNERSHIP}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        theme = session.theme
        self._answers, self._items, self._files = _read(self.session)
        self.answers = Register(theme, _answer_columns(session), name="Answers to place", height=51)
        self.items = Register(theme, _item_columns(session), name="Evidence to place", height=51)
        self.files = Register(theme, _file_columns(session), name="Files to place", height=51)
        self.chosen_answers: ChosenRows[AnswerId] = ChosenRows(self.answers, self._show_chosen)
        self.chosen_items: ChosenRows[EvidenceId] = ChosenRows(self.items, self._show_chosen)
        self.chosen_files: ChosenRows[int] = ChosenRows(self.files, self._show_chosen)
        self.side = PlacingSide(session, self.place)
        self._left_pane = scroll(holder(self._build(), "page"))
        self._panes = Panes(theme, [("What waits", self._left_pane, 0), ("Where it goes", self.side, 380)], share=0.32)
        self._whole = QStackedWidget()
        for part in (self._panes, holder(_nothing_waits(session), "page")):
            self._whole.addWidget(part)
        self.setLayout(column(self._whole, spacing=0))
        self._keys()

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        self.which: Segments[Tray] = Segments([(tray.value, tray) for tray in Tray], name="Show")
        self.which.chosen.connect(lambda _tray: self._show_list())
        self._before = button("", self._choose_as_before, kind="link")
        self._lists = QStackedWidget()
        for table in self._tables():
            table.setMinimumHeight(theme.px(150))
            self._lists.addWidget(carded(table))
        box = column(spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(flow(label("To place", "title"), self._said, None, self.which, spacing=12))
        self._offer = flow(self._before, None)
        box.addWidget(self._offer)
        box.addWidget(self._lists, 100)
        box.addStretch(1)
        return box

    def _keys(self) -> None:
        """What is pressed on a list; letters go to it alone."""
        keys: list[tuple[str, Callable[[], object]]] = [("Return", self.side.take), ("Enter", self.side.take)]
        keys += [(key, partial(self.side.bear, bearing)) for bearing, key in BEARING_KEYS.items()]
        for table in self._tables():
            for key, act in keys:
                shortcut = QShortcut(QKeySequence(key), table)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(act)
            RowMenu(table, self._row_acts)

    def _row_acts(self) -> Sequence[RowAct | None]:
        shown = self._to_be_placed()
        acts: list[RowAct | None] = [RowAct("Take the line suggested", self.side.take)] if shown.suggested else []
        acts.append(RowAct("Choose a line", self.link))
        return [*acts, *(RowAct(words, act) for words, act in shown.acts)]

    def refresh(self) -> None:
        """Read what waits again; where the row chosen is placed, the one that took its place is chosen."""
        self._answers, self._items, self._files = _read(self.session)
        waiting = (len(self._answers.ids()), len(self._items.ids()), len(self._files.ids()))
        for number, (tray, count) in enumerate(zip(Tray, waiting, strict=True)):
            self.which.set_words(number, f"{tray.value} {count}")
        _show(self.answers, self.chosen_answers, Pages(self._answers.ids, self._answers.rows))
        _show(self.items, self.chosen_items, Pages(self._items.ids, self._items.rows))
        _show(self.files, self.chosen_files, Pages(self._files.ids, self._files.rows))
        before = len(self._answers.as_before())
        self._before.setText(f"{counted(before, 'answer')} as in the cycle before: choose them")
        self._before.setEnabled(before > 0)
        if not waiting[0] and waiting[1] and self._tray() is Tray.ANSWERS:
            self.which.choose(Tray.EVIDENCE)
        self._show_list()

    def _tray(self) -> Tray:
        return self.which.value() or Tray.ANSWERS

    def _tables(self) -> tuple[Register, Register, Register]:
        """The lists, as the trays follow each other."""
        return self.answers, self.items, self.files

    def _table(self) -> Register:
        return self._tables()[list(Tray).index(self._tray())]

    def _show_list(self) -> None:
        tray, table = self._tray(), self._table()
        number = table.rows_model.rowCount()
        self._lists.setCurrentIndex(list(Tray).index(tray))
        self._lists.setVisible(number > 0)
        self._whole.setCurrentIndex(int(not any(table.rows_model.rowCount() for table in self._tables())))
        self._offer.setVisible(tray is Tray.ANSWERS and self._before.isEnabled())
        self._said.setText(_LISTED[tray] if number else _NONE[tray])
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._chosen().keys()
        self.side.show_chosen(self._to_be_placed()) if chosen else self.side.show_nothing()

    def _chosen(self) -> _Chosen:
        chosen: tuple[_Chosen, ...] = (self.chosen_answers, self.chosen_items, self.chosen_files)
        return chosen[list(Tray).index(self._tray())]

    def _to_be_placed(self) -> ToBePlaced:
        """What stands in the side for the rows chosen."""
        if self._tray() is Tray.EVIDENCE:
            return self._items_chosen(self.chosen_items.keys())
        if self._tray() is Tray.FILES:
            return self._files_chosen(self.chosen_files.keys())
        return self._answers_chosen(self.chosen_answers.keys())

    def _answers_chosen(self, keys: Sequence[AnswerId]) -> ToBePlaced:
        rows = self._answers.rows(keys)
        suggested = [row.suggested.target for row in rows.values() if row.suggested is not None]
        acts: list[tuple[str, Callable[[], object]]] = []
        if len(rows) != 1:
            return ToBePlaced(f"{counted(len(keys), 'answer')} chosen", (), acts, len(keys), suggested, None, False)
        ((_, only),) = rows.items()
        answer = only.answer
        area, alike = self._answers.of_area(answer), self._answers.of_standard(answer)
        if answer.area and len(area) > 1:
            acts.append((f"Choose all {len(area)} of its section", lambda: self._choose(area)))
        if len(alike) > 1:
            acts.append((f"Choose this standard of {len(alike)} agencies", lambda: self._choose(alike)))
        acts.append(("Open the cell", lambda: _open_cell(self, answer, only.agency)))
        words = [
            f"{only.agency}, {answer.profile}. {in_words(answer)}",
            f"Evidence given: {beginning(answer.evidence)}" if answer.evidence else "",
            f"To improve: {beginning(answer.improvement)}" if answer.improvement else "",
        ]
        heading = f"{answer.number}  {answer.standard}".strip()
        return ToBePlaced(heading, [part for part in words if part], acts, 1, suggested, only.suggested, False)

    def _items_chosen(self, keys: Sequence[EvidenceId]) -> ToBePlaced:
        rows = self._items.rows(keys)
        suggested = [row.suggested.target for row in rows.values() if row.suggested is not None]
        if len(rows) != 1:
            return ToBePlaced(f"{counted(len(keys), 'item')} chosen", (), (), len(keys), suggested, None, True)
        ((number, only),) = rows.items()
        item = only.item
        files = f" With {counted(only.files, 'file')}." if only.files else ""
        words = [f"{only.source}, {as_shown(item.kind)}, {short_date(item.dated)}.{files}", beginning(item.text)]
        acts = [("Open the item", lambda: self.session.go(ToItem(number)))]
        heading = f"{item.reference}  {item.title}"
        return ToBePlaced(heading, [part for part in words if part], acts, 1, suggested, only.suggested, True)

    def _files_chosen(self, keys: Sequence[int]) -> ToBePlaced:
        rows = self._files.rows(keys)
        suggested = list(self._files.suggestions(keys).values())
        if len(rows) != 1:
            return ToBePlaced(f"{counted(len(keys), 'file')} chosen", (), (), len(keys), suggested, None, True)
        ((_, only),) = rows.items()
        item = only.item
        where = f"In {item.reference} {item.title}, {only.source}, {short_date(item.dated)}. Nothing is quoted from it."
        words = [where, beginning(" ".join(only.file.beginning.split()))]
        acts = [("Read and quote it in its item", lambda: self.session.go(ToItem(item.id)))]
        return ToBePlaced(only.file.name, [part for part in words if part], acts, 1, suggested, only.suggested, True)

    def _choose(self, answers: Sequence[AnswerId]) -> None:
        """Choose these answers in the list, so that the next act is done to all of them."""
        self.chosen_answers.choose(set(answers))
        self.answers.setFocus()

    def _choose_as_before(self) -> None:
        self.answers.clearSelection()
        self._choose(self._answers.as_before())

    def place(self, target: str, bearing: Bearing | None) -> None:
        """Place the rows chosen: on one step or line, or each where it is suggested."""
        self._panes.show_pane(0)
        self._table().setFocus()
        if bearing is None:
            answers = self.chosen_answers.keys()
            places = self._answers.suggestions(answers) if target == AS_SUGGESTED else dict.fromkeys(answers, target)
            self.session.run(do(placing.place_answers, places=places))
            return
        if self._tray() is Tray.FILES:
            files = self.chosen_files.keys()
            suggested, items = self._files.suggestions(files), self._files.items(files)
        else:
            items = self.chosen_items.keys()
            suggested = self._items.suggestions(items)
        linked = suggested if target == AS_SUGGESTED else dict.fromkeys(items, target)
        self.session.run(do(placing.place_items, places=linked, bearing=bearing))

    def show_destination(self, destination: ToPlacing) -> None:
        """Show the list that is named."""
        if destination.tray is not None:
            self.which.choose(destination.tray)
            self._show_list()

    def destination(self) -> ToPlacing:
        """The list that is shown."""
        return ToPlacing(self._tray())

    def begin(self) -> None:
        """On the list."""
        self._table().setFocus() if self._table().isVisible() else super().begin()

    def link(self) -> None:
        """Ctrl+L chooses a step or line."""
        self._panes.show_pane(1)
        self.side.begin()

    def regions(self) -> list[QWidget]:
        """The list, and where it goes."""
        return [self._left_pane, self.side]

    def toggle_details(self) -> None:
        """Show or hide where it goes."""
        self._panes.toggle_side()


def _answer_columns(session: Session) -> list[TableColumn]:
    return [
        TableColumn("Agency", 112, lambda r: TableCell(r.agency), by="agency"),
        TableColumn("Standard", 0, lambda r: TableCell(
            f"{r.answer.number}  {r.answer.standard}".strip(), _where(r.answer)), by="standard"),
        TableColumn("Answer", 130, lambda r: TableCell(
            "Set aside" if r.answer.status is AnswerStatus.SET_ASIDE else r.answer.word, f"“{r.answer.typed}”")),
        _suggested_column(session),
    ]  # fmt: skip


def _item_columns(session: Session) -> list[TableColumn]:
    return [
        TableColumn("Evidence", 0, lambda r: TableCell(
            f"{r.item.reference}  {r.item.title}", _beginning(r.item.text) or " ")),
        TableColumn("Source", 108, lambda r: TableCell(
            r.source, counted(r.files, "file") if r.files else " ", tone="text-2")),
        TableColumn("Date", 82, lambda r: TableCell(short_date(r.item.dated), tone="text-2"), by="dated"),
        _suggested_column(session),
    ]  # fmt: skip


def _file_columns(session: Session) -> list[TableColumn]:
    return [
        TableColumn("File", 0, lambda r: TableCell(
            r.file.name, _beginning(r.file.beginning) or "No text to read in it")),
        TableColumn("Item", 150, lambda r: TableCell(f"{r.item.reference}  {r.item.title}", r.source, tone="text-2")),
        TableColumn("Date", 82, lambda r: TableCell(short_date(r.item.dated), tone="text-2"), by="dated"),
        _suggested_column(session),
    ]  # fmt: skip


def _suggested_column(session: Session) -> TableColumn:
    def cell(row: AnswerToPlace | ItemToPlace | FileToPlace) -> TableCell:
        framework, suggested = session.context.framework, row.suggested
        if suggested is None or not framework.knows(suggested.target):
            return TableCell("–", " ", tone="text-2")
        return TableCell(framework.short_name(suggested.target), suggested.because.value)

    return TableColumn("Suggested", 150, cell)


def beginning(text: str) -> str:
    """What a text begins with, as far as it leaves in sight where it is placed; the whole is a press away."""
    return text if len(text) <= _IN_SIGHT else f"{text[:_IN_SIGHT].rsplit(maxsplit=1)[0]} …"


def _nothing_waits(session: Session) -> QVBoxLayout:
    sentence = "Answers of a return, and evidence, that bear on no step or line yet stand here until you place them."
    see = button("See the returns", lambda: session.go(ToReturns()), kind="primary")
    capture = button("Capture evidence", lambda: session.go(ToNewEvidence()))
    empty = EmptyState(session.theme, "check", "Nothing waits to be placed", sentence, see, capture)
    box = column(label("To place", "title"), spacing=10, margins=(16, 14, 16, 14))
    box.addWidget(empty, 1)
    return box


def _where(answer: SelfAssessment) -> str:
    """The section and the kind of return that an answer stands in."""
    return f"{answer.area}, {answer.profile}" if answer.area else answer.profile


def _show(table: Register, chosen: _Chosen, pages: Pages[Any, Any]) -> None:
    """Show a list again: what was chosen stays so; where that is gone, the row that took its place is."""
    place = max(0, table.currentIndex().row())
    held = table.rows_model.key_at(table.currentIndex())
    with chosen.kept():
        table.show_pages(pages)
        if table.rows_model.place_of(held) is None:
            table.selectRow(min(place, table.rows_model.rowCount() - 1))


def _open_cell(panel: PlacingPanel, answer: SelfAssessment, agency: str) -> None:
    from scrutineer.ui.dialogs.cell_view import CellDialog  # the page stands without it

    heading = f"{agency}, {answer.number} {answer.standard}"
    CellDialog(panel.window(), panel.session, answer, heading, in_words(answer)).show()


def _read(session: Session) -> tuple[AnswersToPlace, ItemsToPlace, FilesToPlace]:
    casefile, context = session.casefile, session.context
    return AnswersToPlace(casefile, context), ItemsToPlace(casefile, context), FilesToPlace(casefile, context)


def _beginning(text: str) -> str:
    """As much of a text as its row shows."""
    return shortened(" ".join(text.split(maxsplit=_IN_A_ROW)), _IN_A_ROW)
