"""Reports: what is asked for at the left, its pages, and beside them the checks, its sections and what was issued."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from scrutineer.errors import UserError
from scrutineer.operations.previews import Preview, preview
from scrutineer.operations.reports import Check
from scrutineer.ui.destinations import ToReports
from scrutineer.ui.kit.basic import column, holder, rule
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.report_checks import ReportChecks, words_named
from scrutineer.ui.parts.report_choice import ReportChoice
from scrutineer.ui.parts.report_issues import ReportIssues
from scrutineer.ui.parts.report_preview import ReportPreview
from scrutineer.ui.parts.report_sections import ReportSections
from scrutineer.ui.parts.report_writing import ReportWriting
from scrutineer.ui.session import Session

_PAGES = 1  # the pane that they stand in


class ReportsPanel(Panel[ToReports]):
    """A report as it will be written. It follows what is asked for, and every change to the casefile."""

    SOON = 60  # milliseconds after a change: many small changes make one drawing

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.choice = ReportChoice(session)
        self.pages = ReportPreview(session)
        self.checks = ReportChecks(session)
        self.sections = ReportSections(session)
        self.issues = ReportIssues(session)
        self.writing = ReportWriting(session, self._print)
        self._preview: Preview | None = None
        self._turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(self.SOON)
        self._later.timeout.connect(self._make)
        self._side = self._right()
        self._panes = Panes(
            session.theme, [("Report", self.choice, 272), ("Pages", self.pages, 0), ("Checks", self._side, 332)]
        )
        self.setLayout(column(self._panes, spacing=0))
        self.choice.changed.connect(self._ask)
        self.checks.led_to.connect(self._show_place)
        QShortcut(QKeySequence("Ctrl+P"), self, self._print, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _right(self) -> QWidget:
        self.look: Segments[int] = Segments([("Checks", 0), ("Sections", 1), ("Issued", 2)], name="Beside the pages")
        self._stack = QStackedWidget()
        for part in (self.checks, self.sections, self.issues):
            self._stack.addWidget(part)
        self.look.chosen.connect(self._stack.setCurrentIndex)
        head = holder(column(self.look, margins=(16, 12, 16, 4)))
        box = column(head, spacing=4)
        box.addWidget(self._stack, 1)
        box.addWidget(rule())
        box.addWidget(self.writing)
        return holder(box, "side")

    # Where it stands

    def destination(self) -> ToReports:
        """The kind that is shown."""
        request = self.choice.request()
        return ToReports(request.kind, request.cycle)

    def show_destination(self, destination: ToReports) -> None:
        """Choose a kind, where one is named."""
        if destination.kind:
            self.choice.choose_kind(destination.kind, destination.cycle, destination.piece_id)

    def refresh(self) -> None:
        """Read again what can be asked for and what was issued, and make the report again, a moment later."""
        self.choice.refresh()
        self.issues.refresh()
        self._later.start()

    def regions(self) -> list[QWidget]:
        """What is asked for, the pages, and what stands beside them."""
        return [self.choice, self.pages, self._side]

    # The report

    def _ask(self) -> None:
        """Something else is asked for: what is shown is no longer that."""
        if self._preview is None or self._preview.request != self.choice.request():
            self._wait("Making the report")
        self._later.start()

    def _wait(self, words: str, why: str = "") -> None:
        self.checks.say(words)
        self.writing.wait(why)

    def _make(self) -> None:
        self._turn += 1
        turn, request, before = self._turn, self.choice.request(), self._preview
        unclear = self.choice.unclear()
        if unclear:
            self._wait("A day is not clear.", unclear)
            return

        def made() -> Preview | UserError | None:
            if turn != self._turn:
                return None  # something else is asked for by now
            try:
                return preview(self.session.casefile, request, before)
            except UserError as refusal:
                return refusal

        self.session.ops.look(made, lambda shown: self._show(shown, turn))

    def _show(self, shown: Preview | UserError | None, turn: int) -> None:
        if turn != self._turn or shown is None or self._later.isActive():
            return  # something else is asked for by now, and nothing else may be written
        if isinstance(shown, UserError):
            self._preview = None
            self.pages.clear()
            self._wait("The report cannot be made.", str(shown))
            return
        is_other = self._preview is None or self._preview.request.kind != shown.request.kind
        self._preview = shown
        self.pages.show_preview(shown, is_other=is_other)
        self.checks.show_checks(shown.composed.checks)
        self.sections.show_preview(shown)
        self.writing.show_preview(shown)

    def _show_place(self, check: Check) -> None:
        """Show what a check speaks of: the words that it quotes, else where their section begins."""
        if self._preview is not None:
            self._panes.show_pane(_PAGES)
            self.pages.show_place(words_named(check), self._preview.page_of(check.section))

    def _print(self) -> None:
        if self.writing.print.isEnabled():
            self.pages.print()

    # What keys do here

    def record(self) -> None:
        """Ctrl+Enter records what is being written, else exports."""
        if not (self.sections.record() or self.issues.record()):
            self.writing.choose_file()

    def start_search(self) -> bool:
        """Ctrl+F seeks in the pages."""
        return self.pages.start_search()

    def toggle_details(self) -> None:
        """Show or hide what stands beside the pages."""
        self._panes.toggle_side()
