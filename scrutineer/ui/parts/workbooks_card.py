"""The workbooks taken in: what each held, a copy to send back, and taking one out long after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton

from scrutineer.domain.dates import local_day, short_date
from scrutineer.domain.returns import ReturnFile
from scrutineer.operations import imports_made, send_back
from scrutineer.operations.imports_made import TakeOut
from scrutineer.operations.queries.working import count_answers
from scrutineer.ui.destinations import ToWorkbookAnswers
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row
from scrutineer.ui.kit.row_menu import RowAct, RowMenu
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import mark_act, marked, standing_marking
from scrutineer.ui.session import Session

_SHOWN = 12


def _counts(file: ReturnFile) -> str:
    parts = [f"{file.stored} stored", f"{file.set_aside} set aside", f"{file.ignored} left out"]
    return ", ".join([*parts, f"{file.refused} refused"] if file.refused else parts)


class WorkbooksCard(Card):
    """Every import that stands, the newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__("Workbooks taken in", margins=(1, 0, 1, 1))
        self._session = session
        columns = [
            TableColumn("Workbook", 0, lambda file: marked(TableCell(file.name), file.marking)),
            TableColumn("What it is", 170, lambda file: TableCell(file.profile or file.kind, tone="text-2")),
            TableColumn("Taken in", 100, lambda file: TableCell(short_date(local_day(file.imported)), tone="text-2")),
            TableColumn(
                "What it held", 330, lambda file: TableCell(f"{file.read} read: {_counts(file)}", tone="text-2")
            ),
        ]
        self.items = Register(session.theme, columns, name="Workbooks taken in")
        self.items.setMinimumHeight(session.theme.px(190))
        self.items.selectionModel().selectionChanged.connect(lambda *_: self._show_one())
        self.items.activated.connect(lambda _index: self.open_answers())
        self._menu = RowMenu(self.items, self._row_acts)
        self._details = column(spacing=6, margins=(12, 6, 12, 10))
        self.body.addWidget(self.items, 1)
        self.body.addLayout(self._details)

    def show_files(self, files: tuple[ReturnFile, ...]) -> None:
        """Show these."""
        held = self.items.current()
        self.items.rows_model.set_rows(sorted(files, key=lambda file: -file.id))
        if held is not None:
            self.items.select(lambda file: file.id == held.id)
        self._show_one()

    def _show_one(self) -> None:
        clear(self._details)
        file: ReturnFile | None = self.items.current()
        if file is None:
            self._details.addWidget(
                label("Choose a workbook to send it back for corrections, or to take it out.", "muted")
            )
            return
        back = button("Send-back copy", self.write_send_back, theme=self._session.theme, icon="file-text", small=True)
        out = button("Take out…", self.preview_take_out, theme=self._session.theme, icon="undo-2", small=True)
        marking = standing_marking(self._session, file, "Marking of the workbook and what came in it")
        line = row(label(file.name, "strong"), None, marking, back, out)
        if count_answers(self._session.casefile, file.id):
            line.insertWidget(2, self._answers_button())
        self._details.addLayout(line)
        if file.reasons:
            self._details.addWidget(label(f"Left out: {'; '.join(file.reasons)}.", "small", wrap=True))

    def _row_acts(self) -> list[RowAct | None]:
        """What the buttons below do, for the menu of a row."""
        file: ReturnFile | None = self.items.current()
        if file is None:
            return []
        answers = [RowAct("Answers of this workbook", self.open_answers)]
        return [
            *(answers if count_answers(self._session.casefile, file.id) else []),
            RowAct("Send-back copy", self.write_send_back),
            RowAct("Take out…", self.preview_take_out),
            mark_act(self._session, lambda: [file]),
        ]

    def _answers_button(self) -> QPushButton:
        words, theme = "Answers of this workbook", self._session.theme
        return button(words, self.open_answers, theme=theme, icon="list-checks", small=True, hint="Enter")

    def open_answers(self) -> None:
        """Open the answers of this workbook, to decide what was set aside and to place them."""
        file: ReturnFile | None = self.items.current()
        if file is not None and count_answers(self._session.casefile, file.id):
            self._session.go(ToWorkbookAnswers(file.id))

    def begin(self) -> None:
        """On the workbooks."""
        self.items.setFocus()

    def write_send_back(self) -> None:
        """Choose where, then write the partner's own workbook with what waits ringed and listed."""
        file: ReturnFile | None = self.items.current()
        if file is None:
            return
        suggested = send_back.suggested_name(file.name)
        name, _ = QFileDialog.getSaveFileName(self, "Write a send-back copy", suggested, "Workbooks (*.xlsx *.xlsm)")
        if name:
            self._session.run(do(send_back.write_send_back, return_id=file.id, out=Path(name)))

    def preview_take_out(self) -> None:
        """Show what taking this import out would remove and keep; nothing is done yet."""
        file: ReturnFile | None = self.items.current()
        if file is not None:
            self._show_plan(imports_made.preview_take_out(self._session.casefile, return_id=file.id))

    def _show_plan(self, plan: TakeOut) -> None:
        clear(self._details)
        removed = ", ".join(plan.removed) or "Nothing"
        words = f"{removed} would go; {plan.put_back} would stand again as before; {len(plan.kept)} would stay."
        self._details.addWidget(label(f"Taking out {plan.file.name}", "strong"))
        self._details.addWidget(label(words, "dense", wrap=True))
        for kept in plan.kept[:_SHOWN]:
            self._details.addWidget(label(f"Stays: {kept.what}, {kept.why}.", "small", wrap=True))
        if len(plan.kept) > _SHOWN:
            self._details.addWidget(label(f"and {len(plan.kept) - _SHOWN} more", "muted"))
        take_out = do(imports_made.take_out_import, return_id=plan.file.id)
        take = button("Take it out", lambda: self._session.run(take_out), kind="primary", small=True)
        leave = button("Leave it", self._show_one, small=True)
        self._details.addLayout(row(take, leave, label("One undo brings it back.", "small"), None))
