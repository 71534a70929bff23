"""The page that shows what taking a workbook in would do, whatever its layout, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.proposal import Decisions, Proposal
from scrutineer.domain.returns import SelfAssessment
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.notices import notice_of
from scrutineer.operations import imports, send_back
from scrutineer.ui.kit.basic import Card, Message, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.typed import SaidTogether
from scrutineer.ui.ops import do, reporting
from scrutineer.ui.parts.changes_table import ChangesTable
from scrutineer.ui.parts.import_findings import AsideCard, FindingsCard, can_be_stored, facts_of, totals_in_words
from scrutineer.ui.session import Session


class WaysOut(NamedTuple):
    """How a check is left: for good; put by as it stands; or with the workbook that its commit stored."""

    leave: Callable[[], None]
    put_by: Callable[[], None]
    committed: Callable[[ReturnId], None]


CHECK = "import:"
"""How the keys of what is said in a check begin; the hash of the file follows, whatever it is called."""


class ProposalCheck(QWidget):
    """One workbook before it is taken in. Nothing is stored until Commit; what is said meanwhile is kept like anything
    typed, for this file wherever it lies. What only one layout asks for stands in the cards of its own check."""

    side = "Findings"
    """What its right pane is called where the panes are tabs."""

    def __init__(self, session: Session, workbook: Workbook, content: bytes, ways: WaysOut, path: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._workbook, self._content = session, workbook, content
        self._leave, self._put_by, self._committed = ways
        self.form = Form(session, self)
        self.form.add("path", SaidTogether(self, lambda: str(path), lambda _raw: None))
        self.proposal: Proposal | None = None
        self._is_stale = False
        self._message = column()
        self.changes = ChangesTable(session)
        self.changes.settled.connect(self._show_totals)
        self._changes_card = Card("What would change", margins=(1, 0, 1, 1))
        self._nothing_yet = label("", "muted", wrap=True)
        self._nothing_yet.setContentsMargins(*[session.theme.px(12)] * 4)
        self._changes_card.body.addWidget(self._nothing_yet, 1, Qt.AlignmentFlag.AlignTop)
        self._changes_card.body.addWidget(self.changes, 1)
        self._findings, self._aside = FindingsCard(), AsideCard()
        outer = column(self._build_body(), self._build_foot(), spacing=0)
        outer.setStretch(0, 1)
        self.setLayout(outer)

    def begin(self) -> None:
        """Start, and take up what was said of this file before."""
        self.start()
        self.form.follow(CHECK + self._workbook.sha256, f"The check of {self._workbook.name}", self.form.typed())

    def start(self) -> None:
        """Read the workbook as it stands."""
        raise NotImplementedError

    def _build_body(self) -> QWidget:
        """All but the foot: two panes, unless a check has a page of its own."""
        left, right = scroll(holder(self._build_left(), "page")), scroll(holder(self._build_right(), "page"))
        return Panes(self._session.theme, [("Workbook", left, 0), (self.side, right, 418)], share=0.32)

    def _build_left(self) -> QVBoxLayout:
        raise NotImplementedError

    def _build_right(self) -> QVBoxLayout:
        raise NotImplementedError

    def _foot_parts(self) -> tuple[QWidget, ...]:
        """What stands in the foot before the buttons that every check has."""
        return ()

    def _build_foot(self) -> QWidget:
        theme = self._session.theme
        self._totals = label("", "strong", wrap=True)
        self._totals.setMinimumWidth(theme.px(170))
        self.send_back = button("Send-back copy", self._write_send_back, theme=theme, icon="file-text")
        self._put_aside = button("Set aside", self._put_by, hint="Esc")
        self.commit_button = button("Commit", self.commit, theme=theme, kind="primary", icon="check", hint="Ctrl+Enter")
        self.commit_button.setEnabled(False)
        self.close_button = button("Close", self._leave, kind="primary", icon="check")
        self.close_button.hide()
        buttons = (self.send_back, self._put_aside, self.close_button, self.commit_button)
        box = row(spacing=10, margins=(16, 8, 16, 8))
        box.addWidget(self._totals, 1)
        box.addWidget(flow(*self._foot_parts(), *buttons))
        return holder(box, "statusbar")

    def show_result(self, result: Proposal | UserError) -> None:
        """Show what a commit would do, or why the workbook cannot be read."""
        self._is_stale = False
        clear(self._message)
        self.proposal = result if isinstance(result, Proposal) else None
        if isinstance(result, UserError):
            notice = notice_of(result)
            self._say("danger", notice.message, notice.advice)
            self._show_changes("Shown once the workbook can be read.")
        else:
            self._findings.show_findings(result.findings)
            self._aside.show_waiting(result.waiting)
            self._show_changes()
            for fact in facts_of(result):
                self._say(*fact)
        self._show_totals()

    def _say(self, tone: str, fact: str, advice: str, act: QPushButton | None = None) -> None:
        self._message.addWidget(Message(self._session.theme, tone, fact, advice, act))

    def _show_changes(self, words: str = "") -> None:
        """What a commit would do, item by item; or in words why that is not known yet."""
        self._nothing_yet.setText(words)
        self._nothing_yet.setVisible(self.proposal is None)
        self.changes.setVisible(self.proposal is not None)
        if self.proposal is None:
            self._aside.hide()
        self.changes.show_proposal(self.proposal)

    def decisions(self) -> Decisions:
        """What was taken of what is in conflict, and what is refused."""
        return self.changes.decisions()

    def settled(self) -> Proposal | None:
        """What a commit would store, with all that was said of it."""
        return self.proposal

    def _show_totals(self) -> None:
        shown, decisions = self.settled(), self.decisions()
        already = shown is not None and shown.already_imported
        self.close_button.setVisible(already)
        for part in (self.commit_button, self._put_aside):
            part.setVisible(not already)
        self.send_back.setEnabled(shown is not None)
        if shown is None:
            self._totals.setText("Nothing to commit yet.")
            self.commit_button.setEnabled(False)
            self.commit_button.setText("Commit")
            return
        self._totals.setText(totals_in_words(shown, decisions))
        some = can_be_stored(shown, decisions)
        fresh = sum(not decisions.refuses(item) for item in shown.fresh)
        self.commit_button.setText(f"Commit {counted(fresh, shown.noun)}" if some and fresh else "Commit")
        asks = bool(shown.questions) or (shown.names_matter and bool(shown.unknown_agencies))
        self.commit_button.setEnabled(some and not asks and not shown.unsettled(decisions) and not self._is_stale)

    def commit(self) -> None:
        """Store what is shown."""
        settled = self.settled()
        if settled is not None and self.commit_button.isEnabled():
            act = do(imports.commit, proposal=settled, content=self._content, decisions=self.decisions())
            self._session.record(self.form, act, done=lambda outcome: self._on_committed(outcome.value))

    def _on_committed(self, stored: ReturnId | None) -> None:
        """Answers are worked on further where they stand now; of anything else there is nothing more to do here."""
        shown = self.proposal
        if stored is None or shown is None or not shown.of(SelfAssessment):
            self._leave()
        else:
            self._committed(stored)

    def _write_send_back(self) -> None:
        """The partner's own workbook with what must be put right ringed and listed."""
        if self.proposal is None:
            return
        corrections = send_back.corrections_of_proposal(self.proposal)
        suggested = send_back.suggested_name(self._workbook.name)
        name, _ = QFileDialog.getSaveFileName(self, "Write a send-back copy", suggested, "Workbooks (*.xlsx *.xlsm)")
        if name:
            self._session.ops.run(
                reporting(send_back.write_copy, self._workbook.name, self._content, corrections, out=Path(name))
            )
