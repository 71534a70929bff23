"""The answers of a workbook that was taken in: the table of its check, over what stands now. What was set aside is
decided here, each answer is placed, and both can be changed for as long as the workbook stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import AnswerId, ReturnId
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import deciding, placing
from scrutineer.operations.answer_returns import workbook_of
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.working import RowKey, Wanted, stored_rows
from scrutineer.ui.kit.basic import Remark, button, column, label, row
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.working_bar import WorkingActs
from scrutineer.ui.parts.working_page import WorkingPage
from scrutineer.ui.parts.working_table import WorkingTable
from scrutineer.ui.session import Session


class WorkbookAnswers(QWidget):
    """Each act is one entry, and one undo takes it back."""

    def __init__(self, session: Session, return_id: ReturnId, leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Answers of a workbook")
        self._session, self.return_id = session, return_id
        self._title, self._said = Remark("", "title"), label("", "muted", wrap=True)
        close = button("Back to Returns", leave, theme=session.theme, icon="arrow-left", hint="Esc")
        self.form = Form(session, self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(close)
        line.insertWidget(0, self._title, 1)
        head = column(spacing=6, margins=(16, 10, 16, 8))
        head.addLayout(line)
        head.addWidget(self._said)
        head.addWidget(self.form.note)
        self.table = WorkingTable(session, WorkingActs(self.place, self.decide), name="Answers of this workbook")
        self.form.add("level", self.table.bar.level)
        self.form.add("percent", self.table.bar.percent)
        self.form.add("reason", self.table.bar.reason)
        self.page = WorkingPage(session, head, self.table)
        self.setLayout(column(self.page, spacing=0))
        self.setFocusProxy(self.table.table)
        session.ops.look(partial(_read, session.casefile, return_id), self._show_workbook)

    def _show_workbook(self, workbook: Workbook | str) -> None:
        if isinstance(workbook, str):
            self.page.sheet.say(workbook)
            return
        self.page.sheet.show_workbook(workbook)
        self.table.walked.emit(self.table.table.current())

    def refresh(self) -> bool:
        """Read the answers as they stand now; says whether the workbook is still there."""
        try:
            file, working = stored_rows(self._session.casefile, self._session.context, self.return_id)
        except UserError:
            return False
        self.form.follow(f"working:{self.return_id}", f"A decision on answers of {file.name}", {})
        self._title.setText(f"Answers of {file.name}")
        aside, unplaced = working.count(Wanted.ASIDE), working.count(Wanted.UNPLACED)
        taken = f"{file.profile}, taken in on {long_date(local_day(file.imported))}"
        waits = f"{aside} set aside, {unplaced} not placed" if aside or unplaced else "all decided and placed"
        none = "none of its answers stands any more, for a newer workbook brought them anew"
        committed = f"{counted(len(working), 'answer')} committed; {waits}"
        self._said.setText(f"{taken}: {committed if len(working) else none}.")
        self.table.setVisible(len(working) > 0)
        self.table.show_working(working)
        return True

    def place(self, places: Mapping[RowKey, str]) -> None:
        """Place answers, each on its line."""
        self._session.run(do(placing.place_answers, places=_by_id(places)))
        self.table.begin()

    def decide(self, keys: Sequence[RowKey], level: str, reason: str) -> None:
        """Decide answers that were set aside, all alike."""
        answers = tuple(_by_id(dict.fromkeys(keys)))
        decision = do(deciding.decide_answers, answer_ids=answers, level=level, reason=reason)
        self._session.record(self.form, decision, anew={})
        self.table.begin()

    def begin(self) -> None:
        """On the rows; where a decision was begun, on one that it can be recorded for."""
        if self.form.is_changed:
            self.table.walk_to_waiting()
        self.table.begin()

    def regions(self) -> list[QWidget]:
        """The rows, what is settled of them, the sheet."""
        return [self.page.area, self.page.dock, self.page.sheet]


def _read(casefile: Casefile, return_id: ReturnId) -> Workbook | str:
    """The workbook as it came, or in words why it cannot be shown."""
    try:
        return workbook_of(casefile, return_id=return_id)
    except UserError as error:
        return error.message


def _by_id(rows: Mapping[RowKey, str | None]) -> dict[AnswerId, str]:
    return {AnswerId(key): line or "" for key, line in rows.items() if isinstance(key, int)}
