"""What a commit would change, of any layout but answers: each thing beside what stands; conflicts are settled here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QSizePolicy, QWidget

from scrutineer.domain.proposal import Decisions, Difference, Merged, Proposal, ProposedItem, change_in
from scrutineer.domain.returns import FIELDS, WHOLE_ROW, Change
from scrutineer.domain.words import shortened
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session

_ICONS = {Change.NEW: "plus", Change.CHANGED: "pencil", Change.UNCHANGED: "check", Change.CONFLICT: "triangle-alert"}
_MERGED_ICONS = {Merged.RETURNED: "pencil", Merged.STANDING: "lock", Merged.CONFLICT: "triangle-alert"}
_TONES = {Change.CONFLICT: "warn", Change.UNCHANGED: "text-2"}
_ORDER = (Change.CONFLICT, Change.NEW, Change.CHANGED, Change.UNCHANGED)
_CELLS = {"self": "level", "evidence": "how they know", "sources": "evidence"}
"""What the cells of a pack are called."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row of the table: an item, or one cell of an item that was sent before it came back."""

    item: ProposedItem
    cell: Difference | None = None

    @property
    def change(self) -> Change:
        """What storing it would do."""
        return change_in((self.cell,)) if self.cell else self.item.change or Change.NEW

    @property
    def key(self) -> str:
        """What settles it, where it is in conflict."""
        return (self.cell.key if self.cell else "") or self.item.key or self.item.place

    @property
    def what(self) -> str:
        """What it is about: 1a, level."""
        return f"{self.item.about}, {_CELLS.get(self.cell.field, self.cell.field)}" if self.cell else self.item.about


def lines_of(shown: Proposal) -> list[ChangeLine]:
    """The rows of the table; where cells were sent, each that holds anything, what must be settled first."""
    if not shown.sent_cells:
        return [ChangeLine(item) for item in shown.items]
    lines = [line for item in shown.items for line in _lines_of(item)]
    return sorted(lines, key=lambda line: _ORDER.index(line.change))


def _lines_of(item: ProposedItem) -> Iterator[ChangeLine]:
    if not item.sent_cells:
        yield ChangeLine(item)
    for cell in item.sent_cells:
        if cell.sent or cell.before or cell.after:
            yield ChangeLine(item, cell)


class ChangesTable(QWidget):
    """New, changed, unchanged and in conflict, with counts; below, the one chosen."""

    settled = Signal()
    walked = Signal(str)
    """The place of the row that is chosen now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Proposal | None = None
        self._lines: list[ChangeLine] = []
        self._taken: dict[str, bool] = {}
        self._refused: dict[str, set[str]] = {}
        choices: list[tuple[str, Change | None]] = [("All", None), *((c.value.capitalize(), c) for c in Change)]
        self._which: Segments[Change | None] = Segments(choices, name="Show")
        self._which.chosen.connect(lambda _which: self._filter())
        self._place = column(spacing=0)
        self._kind = ""
        self._details = column(spacing=6, margins=(12, 4, 12, 8))
        box = column(holder(row(self._which, None, margins=(12, 8, 12, 4))), spacing=4)
        box.addLayout(self._place, 1)
        box.addLayout(self._details)
        self.setLayout(box)
        self._make_items()

    def _make_items(self) -> None:
        """The list with the columns that this kind of workbook needs."""
        clear(self._place)
        self.items = Register(self._session.theme, self._columns(), name="What would change")
        self.items.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.items.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # by its rows, see below
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._place.addWidget(self.items, 1)
        self.setFocusProxy(self.items)

    def _columns(self) -> list[TableColumn]:
        what = TableColumn("What", 0, lambda line: TableCell(line.what))
        change = TableColumn("Change", 112, self._change_cell)
        if self._kind == "pack":
            return [
                what,
                TableColumn("Change", 190, self._change_cell),
                TableColumn("As sent", 140, lambda line: TableCell(_three(line)[0] or "Blank", tone="text-2")),
                TableColumn("As returned", 0, lambda line: TableCell(_three(line)[1] or "Blank")),
                TableColumn("As it stands now", 150, lambda line: TableCell(_three(line)[2] or "Blank", tone="text-2")),
                TableColumn("Keep", 120, self._keep_cell),
            ]
        return [
            what,
            change,
            TableColumn("As typed", 130, lambda line: TableCell(line.item.typed or "Blank", tone="text-2")),
            TableColumn(
                "Read as", 250, lambda line: TableCell(line.item.came, tone="warn" if line.item.waits else "text")
            ),
            TableColumn("Cell", 140, lambda line: TableCell(line.item.place, tone="text-2")),
        ]

    def _change_cell(self, line: ChangeLine) -> TableCell:
        refused = self._refused.get(line.item.place, set())
        words = line.cell.merged.value if line.cell else line.change.value
        icon = _MERGED_ICONS.get(line.cell.merged, "minus") if line.cell else _ICONS[line.change]
        if WHOLE_ROW in refused or (line.cell and line.cell.field in refused):
            words = "refused"
        elif refused and not line.cell:
            words += ", in part"
        return TableCell(words.capitalize(), icon=icon, tone=_TONES.get(line.change, "text"))

    def _keep_cell(self, line: ChangeLine) -> TableCell:
        if line.change is Change.CONFLICT and line.key not in self._taken:
            return TableCell("Choose one", tone="warn")
        takes = self._taken[line.key] if line.change is Change.CONFLICT else line.change is not Change.UNCHANGED
        return TableCell("Returned" if takes else "What stands", tone="text-2")

    def show_proposal(self, shown: Proposal | None) -> None:
        """Show what a commit would do, or nothing."""
        self._shown, self._lines = shown, lines_of(shown) if shown else []
        if shown is not None and shown.kind != self._kind:
            self._kind = shown.kind
            self._make_items()
        counts = [(c.value.capitalize(), sum(line.change is c for line in self._lines)) for c in Change]
        for number, (words, count) in enumerate([("All", len(self._lines)), *counts]):
            self._which.set_words(number, f"{words} {count}")
        self._filter()

    def _filter(self) -> None:
        wanted = self._which.value()
        held = self.items.current()
        self.items.rows_model.set_rows([line for line in self._lines if wanted is None or line.change is wanted])
        rows = self.items.verticalHeader().length() + self.items.horizontalHeader().sizeHint().height()
        self.items.setMinimumHeight(min(self._session.theme.px(220), rows + self._session.theme.px(4)))
        if held is not None:
            self.items.select(lambda line: line.key == held.key)
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        line: ChangeLine | None = self.items.current()
        if line is None:
            return
        self.walked.emit(line.item.place)
        if line.cell is not None:
            for what, text in zip(("Sent", "Returned", "Stands now"), _three(line), strict=True):
                self._details.addWidget(label(f"{what}: {text or 'blank'}", "dense", wrap=True))
        if line.item.is_fresh:
            self._details.addWidget(flow(*self._takes(line.item)))
        if line.change is Change.CONFLICT:
            self._ask(line)

    def _takes(self, item: ProposedItem) -> list[QWidget]:
        """A box to tick for the row, and one for each of its cells that would change."""
        choices = [(WHOLE_ROW, "Take this row")]
        for cell in item.differences if item.before is not None else ():
            if cell.field in FIELDS and cell.merged is Merged.RETURNED:
                what = _CELLS.get(cell.field, cell.field) if cell.sent is not None else cell.field
                choices.append(
                    (
                        cell.field,
                        f"{what.capitalize()}: {shortened(cell.before, 40) or 'blank'} → {shortened(cell.after, 40)}",
                    )
                )
        return [self._box(item.place, field, words) for field, words in choices]

    def _box(self, place: str, field: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(field not in self._refused.get(place, set()))
        box.toggled.connect(lambda taken: self._refuse(place, field, not taken))
        return box

    def _refuse(self, place: str, field: str, refused: bool) -> None:
        kept = self._refused.setdefault(place, set())
        (kept.add if refused else kept.discard)(field)
        self.items.viewport().update()
        self.settled.emit()

    def _ask(self, line: ChangeLine) -> None:
        if line.cell is None:
            decided = f"You decided {line.item.stands}; it has come back as {line.item.came or line.item.typed}."
            words = line.item.asked or decided
            self._details.addWidget(label(words, "warn", wrap=True))
        keep = button("Keep what stands", self._chooser(line.key, take=False), small=True)
        take = button("Take what came back", self._chooser(line.key, take=True), small=True)
        self._details.addLayout(row(label("You decide:", "warn"), keep, take, None))

    def _chooser(self, key: str, take: bool) -> Callable[[], None]:
        def choose() -> None:
            self._taken[key] = take
            self.items.viewport().update()
            self.settled.emit()

        return choose

    def decisions(self) -> Decisions:
        """What was settled, and what is not taken."""
        refused = {place: frozenset(fields) for place, fields in self._refused.items() if fields}
        return Decisions(taken=dict(self._taken), refused=refused)

    def kept(self) -> str:
        """What was settled and what is not taken, as one text; "" where nothing was."""
        refused = {place: sorted(fields) for place, fields in self._refused.items() if fields}
        said = {"taken": self._taken, "refused": refused}
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if self._taken or refused else ""

    def put_back(self, raw: str) -> None:
        """Settle again what was settled."""
        said = json.loads(raw) if raw else {}
        self._taken = dict(said.get("taken", {}))
        self._refused = {place: set(fields) for place, fields in said.get("refused", {}).items()}
        self._show_one()
        self.items.viewport().update()
        self.settled.emit()


def _three(line: ChangeLine) -> tuple[str, str, str]:
    """As it was sent, as it came back, as it stands."""
    if line.cell is None:
        return "", line.item.came, line.item.stands
    return line.cell.sent or "", line.cell.after, line.cell.before
