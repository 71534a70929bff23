"""Returns: who has returned what, each answer by standard, and the import of a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.attendance import attendance_picture
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.contributions import contributions_picture
from scrutineer.domain.dates import short_date
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import AgencyId, ReturnId
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.ledgers import Attendance, Contribution, Ledger
from scrutineer.domain.mapping import Profile
from scrutineer.domain.pasted import pasted_rows
from scrutineer.domain.picture import Picture
from scrutineer.domain.returns import AnswerStatus
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, expected, imports, ledgers, mappings
from scrutineer.operations.queries.expected import ExpectedRow, late_agencies
from scrutineer.operations.queries.returns import ReturnsView, returns_view
from scrutineer.ui.destinations import ReturnsPlace, ToAgencyReturns, ToImport, ToReturns, ToWorkbook, ToWorkbookAnswers
from scrutineer.ui.kit.basic import EmptyState, button, column, holder, label, row, scroll
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.scrolling import BoundedDock
from scrutineer.ui.ops import do, reporting
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.panels.import_check import ImportCheck
from scrutineer.ui.panels.pack_check import PackCheck
from scrutineer.ui.panels.proposal_check import CHECK, ProposalCheck, WaysOut
from scrutineer.ui.panels.workbook_answers import WorkbookAnswers
from scrutineer.ui.parts.answers_card import AnswersCard
from scrutineer.ui.parts.ask_card import AskCard
from scrutineer.ui.parts.kind_tabs import WORKBOOKS, KindTabs
from scrutineer.ui.parts.ledger_card import LedgerCard
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.return_boxes import ReturnBoxes
from scrutineer.ui.parts.workbooks_card import WorkbooksCard
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

_FEWEST = 2  # rows of a table: its headings and one more
_FIRST = "\0"
"""No kind's name: the page begins with the first there is."""


class SetAside(QWidget):
    """The check that was set aside as it stands, and the way back to it: until another is."""

    def __init__(self, go_back: Callable[[], None]) -> None:
        super().__init__()
        self._check: ProposalCheck | None = None
        self._words = label("", "dense", wrap=True)
        line = row(self._words, button("Go back to it", go_back, kind="link"))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def put(self, check: ProposalCheck, name: str) -> None:
        """Hold this one; one held before goes, and what was said in it is kept."""
        self.forget()
        self._check = check
        check.setParent(None)
        self._words.setText(f"The check of {name} is set aside as it stands. Nothing of it was stored.")
        self.show()

    def take(self) -> ProposalCheck | None:
        """Hand it back, where there is one."""
        held, self._check = self._check, None
        self.hide()
        return held

    def forget(self, about: str = "") -> None:
        """Let it go, where it is about this; else whatever it is about."""
        if self._check is not None and about in ("", self._check.form.about):
            self._check.deleteLater()
            self.take()


def _counted(view: ReturnsView, request: ExpectedRow, known: Mapping[str, Profile]) -> tuple[str, int, str]:
    """A kind of return with how many agencies returned it; of a ledger, how many rows it holds."""
    name = request.profile
    if request.of is not None:
        return request.title, request.received, f"{request.received} received"
    if name in known and known[name].layout in LEDGERS:
        rows = sum(file.stored + file.set_aside for file in view.files if file.profile == name)
        return name, rows, counted(rows, "row")
    return name, request.received, f"{request.received} received"


def _picture_of(rows: tuple[Ledger, ...]) -> Picture | None:
    """Who was at each meeting, or what each partner paid; of other rows there is no picture."""
    seats = [row for row in rows if isinstance(row, Attendance)]
    paid = [row for row in rows if isinstance(row, Contribution)]
    return attendance_picture(seats) if seats else contributions_picture(paid) if paid else None


class ReturnsPanel(Panel[ReturnsPlace]):
    """The page; while a workbook is being checked, the check takes its place."""

    shows = frozenset({ChangeKind.RETURN, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: ReturnsView | None = None
        self._aside = SetAside(self._go_back)
        self._stack = QStackedWidget()
        self._area = scroll(holder(self._build(), "page"))
        whole = column(self._area, spacing=0)
        self._dock = BoundedDock(holder(column(self.matrix.detail, margins=(20, 7, 20, 12))))
        whole.addWidget(self._dock)
        self._page = holder(whole)
        self._stack.addWidget(self._page)
        self.check: ProposalCheck | None = None
        self._checked = ""  # the workbook of the check
        self.answers: WorkbookAnswers | None = None
        self.setLayout(column(self._stack, spacing=0))
        pasting = QShortcut(
            QKeySequence(QKeySequence.StandardKey.Paste), self
        )  # a field that is typed into comes first
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(lambda: _paste(self, QGuiApplication.clipboard().text()))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said, self._boxes = label("", "muted"), ReturnBoxes(theme)
        self._start = button(
            "Import a workbook", self.choose_file, theme=theme, kind="primary", icon="upload", hint="Ctrl+I"
        )
        self._ask = button("Ask for returns", self.ask, theme=theme, icon="send")
        self.chase = button("Write chasers", self.write_chasers, theme=theme, icon="file-text")
        self._box = box = column(spacing=8)
        box.addWidget(
            flow(label("Returns", "title"), self._boxes, self._said, None, self._ask, self.chase, self._start)
        )
        self.kinds = KindTabs(theme)
        self.kinds.chosen.connect(self._show)
        self._choice = holder(row(self.kinds, None), "kindbar")
        self.asking = AskCard(self.session)
        self.asking.finished.connect(self._close_asking)
        self.asking.hide()
        self.matrix = AnswersCard(self.session)
        self.drawn, self.rows = PictureCard(theme, "As a picture"), LedgerCard(self.session, partial(_paste, self))
        self.workbooks = WorkbooksCard(self.session)
        self._empty = _empty_state(self)
        for part, stretch in (
            (self._aside, 0), (self.asking, 0), (self._choice, 0), (self.matrix, 1), (self.drawn, 0), (self.rows, 1),
            (self.workbooks, 1), (self._empty, 1),
        ):  # fmt: skip
            box.addWidget(part, stretch)
        return box

    def refresh(self) -> None:
        """Read the page again, and the answers of a workbook where they are shown."""
        if self.answers is not None and not self.answers.refresh():
            self._drop_answers()
        self._show(self.kinds.value() if self.kinds.count() else _FIRST)

    def _show(self, kind: str) -> None:
        """Show a kind of return, or the workbooks; the kind shown last stands behind them."""
        session = self.session
        known = {mapping.name: mapping for mapping in mappings.known_profiles(session.casefile)}
        scales = {name: mapping.scale for name, mapping in known.items()}
        files = kind == WORKBOOKS
        profile = self._view.kind if files and self._view else kind
        view = returns_view(session.casefile, session.context, profile, scales, session.today())
        self._view = view
        some, files = bool(view.files or view.at_hand), files and bool(view.files)
        ledger = view.profile in known and known[view.profile].layout in LEDGERS
        for part, wanted in (
            (self._empty, not some), (self._choice, some), (self.matrix, some and not files),
            (self._dock, some and not files and not ledger),
            (self.rows, bool(view.files) and ledger and not files), (self.workbooks, files), (self.drawn, False),
            (self._start, some), (self._ask, some), (self.chase, some),
        ):  # fmt: skip
            part.setVisible(wanted)
        docked = not self._dock.isHidden()
        self._box.setContentsMargins(*map(space, (20, 14, 20, 3 if docked else 12)))
        self._show_head(view, files)
        if not some:
            return
        counts = [_counted(view, row, known) for row in view.at_hand]
        self.kinds.show_kinds(counts, len(view.files), WORKBOOKS if files else view.kind)
        if files:
            self.workbooks.show_files(view.files)
            return
        self.matrix.show_view(view, scales.get(view.profile), answers=not ledger)
        if ledger:
            shown = [file for file in view.files if file.profile == view.profile and view.of is None]
            rows = tuple(row for file in shown for row in ledgers.rows_of(session.casefile, file))
            self.rows.show_rows(rows)
            self.drawn.show_any(_picture_of(rows))

    def _show_head(self, view: ReturnsView, files: bool) -> None:
        late = len(late_agencies(view.at_hand))
        words = view.asked_for.in_words(self.session.today()) if view.asked_for and not files else ""
        self._said.setText(f"{counted(len(view.files), 'workbook')} taken in" if files else words)
        self._boxes.show_row(None if files else view.asked_for, words)
        self.chase.setText(f"Write {counted(late, 'chaser')}" if late else "Write chasers")
        self.chase.setEnabled(late > 0)

    def ask(self) -> None:
        """Open the forms for asking."""
        self.asking.show()
        if self._view is not None:
            self.asking.show_view(self._view)
        self._empty.hide()
        self.asking.agency.setFocus()

    def _close_asking(self) -> None:
        self._ask.setFocus()
        self.asking.hide()
        self.refresh()

    def write_chasers(self) -> None:
        """Write a letter to each agency that is late, as Word and as text."""
        folder = QFileDialog.getExistingDirectory(self, "Where the chasers go")
        if folder:
            self.session.run(do(expected.write_chasers, into=Path(folder)))

    def choose_file(self) -> None:
        """Choose a workbook on the disk."""
        kinds = "Workbooks, tables in Word (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.docx);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self, "Import a workbook", "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Read a workbook off the main thread, then show its check."""
        self._set_aside()
        self.session.ops.run(reporting(answer_returns.read_file, path), done=lambda read: self.show_check(*read, path))

    def show_check(self, workbook: Workbook, content: bytes, path: Path) -> None:
        """Show what storing this workbook would do."""
        ways = WaysOut(self._drop_check, self._set_aside, partial(_on_committed, self))
        self._aside.forget(CHECK + workbook.sha256)  # what was said in it was kept, and comes back
        kind = PackCheck if imports.says_itself(workbook) else ImportCheck
        self.check = kind(self.session, workbook, content, ways, path)
        self._checked = workbook.name
        self._stack.addWidget(self.check)
        self._stack.setCurrentWidget(self.check)
        self.check.begin()
        self.check.setFocus()

    def show_answers(self, return_id: ReturnId) -> None:
        """Show the answers of a workbook that was taken in, to decide and to place."""
        self._set_aside()
        self._drop_answers()
        answers = WorkbookAnswers(self.session, return_id, self._drop_answers)
        if not answers.refresh():
            answers.deleteLater()
            self.session.tell("warn", "That workbook is no longer there.", "It was taken out, or its import undone.")
            return
        self.answers = answers
        self._stack.addWidget(answers)
        self._stack.setCurrentWidget(answers)
        answers.begin()

    def _drop_answers(self) -> None:
        if self.answers is not None:
            answers, self.answers = self.answers, None
            answers.form.keep()
            self._stack.setCurrentWidget(self._page)
            self.workbooks.begin() if self.workbooks.isVisible() else self._start.setFocus()
            self._stack.removeWidget(answers)
            answers.deleteLater()

    def _take_up(self, begun: str) -> None:
        """Open the workbook of a check that was begun; where it lies there no more, ask where it is."""
        if self.check is not None and self.check.form.about == begun:
            return
        draft = self.session.draft_of(begun)
        path = Path(draft.fields["path"]) if draft is not None else None
        if path is not None and os.path.isfile(path):
            self.import_file(path)
            return
        if path is not None and not path.is_absolute():
            fact = "What was pasted is kept only once it is committed. What was decided about it is kept."
            self.session.tell("warn", fact, "Paste it again: what was decided comes back.")
            return
        if path is not None:
            fact = f"{path.name} is no longer in {path.parent}. What was decided about it is kept."
            self.session.tell("warn", fact, "Choose it where it lies now: what was decided comes back.")
        self.choose_file()

    def _drop_check(self) -> None:
        if self.check is not None:
            self._stack.removeWidget(self.check)
            self.check.deleteLater()
            self.check = None
        self._stack.setCurrentWidget(self._page)

    def _set_aside(self) -> None:
        """Leave the check with all that was decided in it: it can be gone back to until another is set aside."""
        if self.check is None:
            return
        check, self.check = self.check, None
        check.form.keep()
        self._stack.setCurrentWidget(self._page)
        self._start.setFocus()  # before the check goes: the window would go out of use with its focus
        self._stack.removeWidget(check)
        self._aside.put(check, self._checked)

    def _go_back(self) -> None:
        """Take up the check that was set aside; one that is under way is set aside instead."""
        again = self._aside.take()
        self._set_aside()
        if again is not None:
            self.check = again
            self._stack.addWidget(again)
            self._stack.setCurrentWidget(again)

    def show_destination(self, destination: ReturnsPlace) -> None:
        """Start an import, or show an agency's first answer that waits."""
        match destination:
            case ToImport(begun):
                self._take_up(begun) if begun else self.choose_file()
            case ToWorkbook(path):
                self.import_file(Path(path))
            case ToWorkbookAnswers(return_id):
                self.show_answers(return_id)
            case ToAgencyReturns(agency_id):
                self._set_aside()
                self._drop_answers()
                _show_waiting(self, agency_id)
            case ToReturns(profile, cycle_id, agency_id):
                if profile:
                    self._drop_check()
                    self._drop_answers()
                    of = self.session.context.of_cycle(cycle_id) if cycle_id is not None else ""
                    self._show(f"{profile}, {of}" if of else profile)
                if agency_id is not None:
                    self.matrix.select_received(agency_id)
            case _:
                assert_never(destination)

    def destination(self) -> ReturnsPlace:
        """The page, with the check where something was said in one."""
        if self.check is not None and self.check.form.is_changed:
            return ToImport(self.check.form.about)
        if self.answers is not None:
            return ToWorkbookAnswers(self.answers.return_id)
        return ToReturns()

    def regions(self) -> list[QWidget]:
        """The page, and below it what is said of the cell chosen; or the check of a workbook, or its answers."""
        if self.answers is not None:
            return self.answers.regions()
        return [self._area, self._dock] if self.check is None else [self.check]

    def record(self) -> None:
        """Ctrl+Enter commits the import that is being checked."""
        if self.check is not None:
            self.check.commit()

    def toggle_details(self) -> None:
        """Show or hide the sheet, where the answers of a workbook are worked on."""
        page = self.answers.page if self.answers is not None else getattr(self.check, "page", None)
        if page is not None:
            page.toggle_sheet()

    def leave(self) -> bool:
        """Esc sets the check aside; nothing was stored, and nothing that was decided in it is lost. It leaves the
        answers of a workbook."""
        inside = self.check is not None or self.answers is not None
        self._set_aside()
        self._drop_answers()
        return inside


def _paste(panel: ReturnsPanel, text: str) -> None:
    """Check rows that were pasted as if they were a workbook: what would be added, and what not and why."""
    if panel.check is not None:
        return
    session = panel.session
    try:
        rows = pasted_rows(text)
    except UserError as error:
        session.tell("warn", error.message, error.advice)
        return
    if len(rows) < _FEWEST:
        session.tell("warn", "There is no table to paste.", "Copy the rows together with their headings.")
        return
    name = f"Pasted rows, {short_date(session.today())}.csv"
    session.ops.run(
        reporting(answer_returns.read_pasted, rows, name=name),
        done=lambda read: panel.show_check(*read, Path(name)),
    )


def _on_committed(panel: ReturnsPanel, return_id: ReturnId) -> None:
    """The same table, now over what is stored."""
    panel._drop_check()
    panel.show_answers(return_id)


def _show_waiting(panel: ReturnsPanel, agency: AgencyId) -> None:
    """Show an agency's first answer that waits, whichever kind of return it stands in."""
    for name in panel._view.profiles if panel._view else ():
        view = returns_view(panel.session.casefile, panel.session.context, name)
        cells = [standard.answers[agency] for standard in view.standards if agency in standard.answers]
        waiting = next((answer for answer in cells if answer.status is AnswerStatus.SET_ASIDE), None)
        if waiting is not None:
            panel._show(name)
            panel.matrix.select(waiting)
            return


def _empty_state(panel: ReturnsPanel) -> QWidget:
    theme = panel.session.theme
    first = button("Import a workbook", panel.choose_file, theme=theme, kind="primary", icon="upload")
    ask = button("Ask for returns", panel.ask, theme=theme, icon="send")
    sentence = (
        "Import a workbook an agency sent back: xlsx, xls, ods or csv. Nothing is stored until you have checked "
        "it. Rows copied in a spreadsheet can be pasted. Or write a pack for an agency to fill in."
    )
    return EmptyState(theme, "inbox", "No returns yet", sentence, first, ask)
