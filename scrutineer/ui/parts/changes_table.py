"""What a commit would change, answer by answer; conflicts and lines of enquiry are settled here."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QVBoxLayout, QWidget

from scrutineer.domain.returns import WHOLE_ROW, AnswerStatus, Change, Preview, Proposed, SelfAssessment
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.fields import Combo, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.session import Session

_ICONS = {
    Change.NEW: "plus",
    Change.CHANGED: "pencil",
    Change.UNCHANGED: "check",
    Change.CONFLICT: "triangle-alert",
}
_TONES = {Change.CONFLICT: "warn", Change.UNCHANGED: "text-2"}


class ChangesTable(QWidget):
    """New, changed, unchanged and in conflict, with counts; below, the one chosen."""

    settled = Signal()
    mapped = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preview: Preview | None = None
        self._decisions: dict[str, bool] = {}
        self._refused: dict[str, set[str]] = {}
        choices: list[tuple[str, Change | None]] = [
            ("All", None),
            *((c.value.capitalize(), c) for c in Change),
        ]
        self._which: Segments[Change | None] = Segments(choices, name="Show")
        self._which.chosen.connect(lambda _which: self._filter())
        self.items = Register(session.theme, self._columns(), name="What would change")
        self.items.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.items.setMinimumHeight(session.theme.px(190))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self._details = column(spacing=6, margins=(12, 4, 12, 8))
        box = column(holder(row(self._which, None, margins=(12, 8, 12, 4))), spacing=4)
        box.addWidget(self.items, 1)
        box.addLayout(self._details)
        self.setLayout(box)

    def _columns(self) -> list[TableColumn]:
        context = self._session.context

        def line(proposal: Proposed) -> str:
            return (
                context.framework.name(proposal.answer.target).split(", ", 1)[1]
                if proposal.answer.target
                else "Not linked"
            )

        return [
            TableColumn(
                "Standard and cell",
                0,
                lambda proposal: TableCell(
                    f"{proposal.answer.number} {proposal.answer.standard[:80]}  {proposal.answer.cell}"
                ),
            ),
            TableColumn(
                "Agency",
                120,
                lambda proposal: TableCell(context.agency_name(proposal.answer.agency_id, "new"), tone="text-2"),
            ),
            TableColumn(
                "Change",
                112,
                lambda proposal: TableCell(
                    self._taken(proposal),
                    icon=_ICONS[proposal.change],
                    tone=_TONES.get(proposal.change, "text"),
                ),
            ),
            TableColumn(
                "As returned",
                130,
                lambda proposal: TableCell(said(proposal.answer), tone="warn" if _waits(proposal.answer) else "text"),
            ),
            TableColumn(
                "As it stands",
                116,
                lambda proposal: TableCell(said(proposal.before) if proposal.before else "Blank", tone="text-2"),
            ),
            TableColumn("Bears on", 150, lambda proposal: TableCell(line(proposal), tone="text-2")),
        ]

    def show_preview(self, shown: Preview | None) -> None:
        """Show what a commit would do, or nothing."""
        self._preview = shown
        names = ("All", *(change.value.capitalize() for change in Change))
        counts = [
            len(shown.proposed) if shown else 0,
            *((shown.count(change) if shown else 0) for change in Change),
        ]
        for number, (words, count) in enumerate(zip(names, counts, strict=True)):
            self._which.set_words(number, f"{words} {count}")
        self._filter()

    def _filter(self) -> None:
        wanted = self._which.value()
        held = self.items.current()
        proposed = self._preview.proposed if self._preview else ()
        self.items.rows_model.set_rows(
            [proposal for proposal in proposed if wanted is None or proposal.change is wanted]
        )
        if held is not None:
            self.items.select(lambda proposal: proposal.answer.cell == held.answer.cell)
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        proposal: Proposed | None = self.items.current()
        if proposal is None:
            return
        bears = Combo(
            self._session.theme,
            target_choices(self._session.context.framework, "No line of enquiry"),
            name="Bears on",
            small=True,
        )
        bears.setFixedWidth(self._session.theme.px(240))
        bears.choose(proposal.answer.target)
        bears.activated.connect(lambda _number: self.mapped.emit(proposal.answer.number, bears.value()))
        self._details.addLayout(row(label(f"{proposal.answer.number} bears on", "muted"), bears, None))
        if proposal.change in {Change.NEW, Change.CHANGED, Change.CONFLICT}:
            self._details.addWidget(flow(*self._takes(proposal)))
        if proposal.change is Change.CONFLICT and proposal.before is not None:
            self._settle(self._details, proposal, proposal.before)

    def _takes(self, proposal: Proposed) -> list[QWidget]:
        """A box to tick for the row, and one for each of its cells that would change."""
        choices = [(WHOLE_ROW, "Take this row")]
        for cell in proposal.differences:
            choices.append(
                (cell.field, f"{cell.field.capitalize()}: {cell.before[:40] or 'blank'} → {cell.after[:40]}")
            )
        return [self._box(proposal.answer.cell, field, words) for field, words in choices]

    def _box(self, cell: str, field: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(field not in self._refused.get(cell, set()))
        box.toggled.connect(lambda taken: self._refuse(cell, field, not taken))
        return box

    def _refuse(self, cell: str, field: str, refused: bool) -> None:
        kept = self._refused.setdefault(cell, set())
        (kept.add if refused else kept.discard)(field)
        self.items.viewport().update()
        self.settled.emit()

    def _taken(self, proposal: Proposed) -> str:
        kept = self._refused.get(proposal.answer.cell, set())
        if WHOLE_ROW in kept:
            return "Refused"
        return proposal.change.value.capitalize() + (", in part" if kept else "")

    def refused(self) -> dict[str, frozenset[str]]:
        """By cell, which cells of its answer are not taken."""
        return {cell: frozenset(fields) for cell, fields in self._refused.items() if fields}

    def kept(self) -> str:
        """What was settled and what is not taken, as one text; "" where nothing was."""
        refused = {cell: sorted(fields) for cell, fields in self._refused.items() if fields}
        said = {"taken": self._decisions, "refused": refused}
        return json.dumps(said, ensure_ascii=False, sort_keys=True) if self._decisions or refused else ""

    def put_back(self, raw: str) -> None:
        """Settle again what was settled."""
        said = json.loads(raw) if raw else {"taken": {}, "refused": {}}
        self._decisions = dict(said["taken"])
        self._refused = {cell: set(fields) for cell, fields in said["refused"].items()}
        self._show_one()
        self.items.viewport().update()
        self.settled.emit()

    def refused_rows(self) -> int:
        """How many whole rows are not taken."""
        proposed = self._preview.proposed if self._preview else ()
        return sum(WHOLE_ROW in self._refused.get(proposal.answer.cell, ()) for proposal in proposed)

    def _settle(self, box: QVBoxLayout, proposal: Proposed, before: SelfAssessment) -> None:
        words = f"You decided {said(before)} ({before.reason}); it has come back as {said(proposal.answer)}."
        box.addWidget(label(words, "warn", wrap=True))
        keep = button("Keep yours", self._chooser(proposal, replaced=False), small=True)
        take = button("Take the returned value", self._chooser(proposal, replaced=True), small=True)
        box.addLayout(row(keep, take, None))

    def _chooser(self, proposal: Proposed, replaced: bool) -> Callable[[], None]:
        def choose() -> None:
            self._decisions[proposal.answer.cell] = replaced
            self.settled.emit()

        return choose

    def unsettled(self) -> list[str]:
        """The cells whose conflict nobody has settled yet."""
        proposed = self._preview.proposed if self._preview else ()
        return [
            proposal.answer.cell
            for proposal in proposed
            if proposal.change is Change.CONFLICT and proposal.answer.cell not in self._decisions
        ]

    def decisions(self) -> dict[str, bool]:
        """By cell, whether the returned value replaces the decided one."""
        return dict(self._decisions)


def _waits(answer: SelfAssessment) -> bool:
    return answer.status is AnswerStatus.SET_ASIDE


def said(answer: SelfAssessment) -> str:
    """An answer in a few words."""
    if _waits(answer):
        return f"Set aside: “{answer.typed}”" if answer.typed else "Set aside: blank"
    return answer.word or answer.typed
