"""Returns: who has returned what, each answer by standard, and the import of a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.changes import Kind
from scrutineer.domain.grid import Workbook
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.operations import mappings, returns
from scrutineer.operations.queries.returns import ReturnsView, answer_history, returns_view
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.panels.import_check import ImportCheck
from scrutineer.ui.session import Session
from scrutineer.ui.widgets.basic import Card, EmptyState, button, clear, column, holder, label, row, scroll
from scrutineer.ui.widgets.fields import Combo
from scrutineer.ui.widgets.flow import flow
from scrutineer.ui.widgets.heat import HeatTable, answer_cells, received_cells


class ReturnsPanel(Panel):
    """The page; while a workbook is being checked, the check takes its place."""

    shows = frozenset({Kind.RETURN, Kind.PARTNERSHIP, Kind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: ReturnsView | None = None
        self._chosen: SelfAssessment | None = None
        self._stack = QStackedWidget()
        self._page = scroll(holder(self._build(), "page"))
        self._stack.addWidget(self._page)
        self.check: ImportCheck | None = None
        self.setLayout(column(self._stack, spacing=0))
        self.setAcceptDrops(True)

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        start = button("Import a workbook", self.choose_file, theme=theme, kind="primary", icon="upload", hint="Ctrl+I")
        box = column(spacing=10, margins=(20, 14, 20, 14))
        box.addLayout(row(label("Returns", "title"), self._said, None, start, spacing=12))
        self.received = HeatTable(theme, "Received")
        self._received_card = Card(
            "Received",
            label("The day each agency's newest workbook was returned.", "small"),
            margins=(1, 0, 1, 1),
        )
        self._received_card.body.addWidget(self.received)
        self.profile = Combo(theme, [], name="Kind of return", small=True)
        self.profile.setFixedWidth(theme.px(250))
        self.profile.activated.connect(lambda _number: self._show(self.profile.value()))
        legend = label("Left: self-assessment. Arrow: moderated to.", "small")
        self.answers = HeatTable(theme, "Answers by standard")
        self.answers.setMinimumHeight(theme.px(190))
        self.answers.selectionModel().currentChanged.connect(self._on_cell)
        self._answers_card = Card("Answers by standard", self.profile, legend, margins=(1, 0, 1, 1))
        self._answers_card.body.addWidget(self.answers)
        self._details = QFrame()
        self._details.setObjectName("card")
        self._details_box = column(spacing=6, margins=(14, 10, 14, 10))
        self._details.setLayout(self._details_box)
        self._empty = self._empty_state()
        for part, stretch in (
            (self._received_card, 0),
            (self._answers_card, 1),
            (self._details, 0),
            (self._empty, 1),
        ):
            box.addWidget(part, stretch)
        return box

    def _empty_state(self) -> QWidget:
        first = button("Import a workbook", self.choose_file, theme=self.session.theme, kind="primary", icon="upload")
        sentence = (
            "Import a workbook an agency sent back: xlsx, xls, ods or csv. Nothing is stored until you have checked it."
        )
        return EmptyState(self.session.theme, "inbox", "No returns yet", sentence, first)

    def refresh(self) -> None:
        """Read the page again."""
        self._show(self._view.profile if self._view else "")

    def _show(self, profile: str) -> None:
        session = self.session
        self._view = view = returns_view(session.casefile, session.here, profile)
        some = bool(view.files)
        number = len(view.files)
        self._said.setText(f"{counted(number, 'workbook')} taken in. Silence is recorded, not scored." if some else "")
        for part in (self._received_card, self._answers_card, self._details):
            part.setVisible(some)
        self._empty.setVisible(not some)
        if not some:
            return
        self.profile.set_choices([(name, name) for name in view.profiles])
        self.profile.choose(view.profile)
        self._show_received(view)
        self._show_answers(view)
        self._show_details(None)

    def _show_received(self, view: ReturnsView) -> None:
        answered = {agency for one in view.received for agency in one.received}
        known = [a for a in self.session.here.agencies if a.id in answered or a.kind.value != "education"]
        agencies = tuple(known[:16])
        self.received.heat_model.set_cells(
            agencies, [one.profile for one in view.received], received_cells(view.received, agencies)
        )
        self.received.setFixedHeight(self.session.theme.px(46 + 30 * min(6, len(view.received)) + 14))
        self.received.fill(len(agencies))

    def _show_answers(self, view: ReturnsView) -> None:
        heads = [f"{one.number} {one.standard}".strip() for one in view.standards]
        cells = answer_cells(view.standards, view.agencies, self._scale(view.profile))
        self.answers.heat_model.set_cells(view.agencies, heads, cells)
        self.answers.fill(len(view.agencies))

    def _scale(self, profile: str) -> Scale | None:
        known = {one.name: one.scale for one in mappings.known_profiles(self.session.casefile)}
        return known.get(profile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if self._view is not None:
            self.received.fill(self.received.heat_model.columnCount())
            self.answers.fill(len(self._view.agencies))

    def _on_cell(self, index: QModelIndex, _before: QModelIndex) -> None:
        view = self._view
        if view is None or not index.isValid():
            return
        agency = view.agencies[index.column()]
        self._show_details(view.standards[index.row()].answers.get(agency.id))

    def _show_details(self, answer: SelfAssessment | None) -> None:
        self._chosen = answer
        clear(self._details_box)
        if answer is None:
            self._details_box.addWidget(
                label("Choose an answer to see its cell, its words and what it bears on.", "muted")
            )
            return
        here = self.session.here
        file = answer_history(self.session.casefile, answer)
        bears = here.framework.name(answer.target) if answer.target else "no line of enquiry yet"
        head = row(
            label(
                f"{here.agency_name(answer.agency_id)}, {answer.number} {answer.standard}",
                "strong",
                wrap=True,
            )
        )
        head.setStretch(0, 1)
        head.addWidget(
            button("Raise a challenge", self.raise_challenge, theme=self.session.theme, icon="flag", small=True)
        )
        self._details_box.addLayout(head)
        self._details_box.addWidget(label(_in_words(answer), "dense", wrap=True))
        more = [
            f"From {file.name}.",
            f"Bears on {bears}.",
            f"Evidence given: {answer.evidence}" if answer.evidence else "",
            f"To improve: {answer.improvement}" if answer.improvement else "",
            f"By: {answer.deadline}" if answer.deadline else "",
        ]
        self._details_box.addWidget(label("  ".join(part for part in more if part), "small", wrap=True))
        if answer.status is AnswerStatus.SET_ASIDE:
            self._details_box.addWidget(self._decision(answer))

    def _decision(self, answer: SelfAssessment) -> QWidget:
        scale = self._scale(answer.profile)
        levels: list[tuple[str, object]] = (
            [(f"{one.key}: {one.word}", one.key) for one in scale.levels] if scale else []
        )
        level = Combo(self.session.theme, [*levels, ("Not applicable", "n/a")], name="Your decision", small=True)
        reason = QLineEdit()
        reason.setProperty("size", "small")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self.session.theme.px(240))
        decide = button("Record decision", kind="primary", small=True)
        decide.clicked.connect(
            lambda: self.session.run(
                returns.decide_answer, answer_id=answer.id, level=level.value(), reason=reason.text()
            )
        )
        return flow(label("You decide:", "warn"), level, reason, decide)

    def raise_challenge(self) -> None:
        """A challenge from the answer chosen, with its words and cell."""
        answer = self._chosen
        if answer is not None:
            words = f"Own answer to {answer.number} {answer.standard}: {_in_words(answer)}"
            self.session.go("challenges", f"new:{answer.target}|{answer.agency_id}|{words.replace('|', '/')}")

    def choose_file(self) -> None:
        """Choose a workbook on the disk."""
        kinds = "Workbooks (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self, "Import a workbook", "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Read a workbook off the main thread, then show its check."""
        self._drop_check()
        self.session.ops.run(returns.read_file, path, done=lambda read: self._show_check(*read))

    def _show_check(self, workbook: Workbook, content: bytes) -> None:
        self.check = ImportCheck(self.session, workbook, content, self._drop_check)
        self._stack.addWidget(self.check)
        self._stack.setCurrentWidget(self.check)
        self.check.start()

    def _drop_check(self) -> None:
        if self.check is not None:
            self._stack.removeWidget(self.check)
            self.check.deleteLater()
            self.check = None
        self._stack.setCurrentWidget(self._page)

    def show_key(self, key: str) -> None:
        """Start an import, or show an agency's first answer that waits."""
        if key == "import":
            self.choose_file()
        elif key.isdigit():
            self._drop_check()
            self._show_waiting(int(key))

    def _show_waiting(self, agency: int) -> None:
        for name in self._view.profiles if self._view else ():
            view = returns_view(self.session.casefile, self.session.here, name)
            for number, one in enumerate(view.standards):
                answer = one.answers.get(agency)
                if answer is not None and answer.status is AnswerStatus.SET_ASIDE:
                    self._show(name)
                    place = [known.id for known in view.agencies].index(answer.agency_id)
                    self.answers.setCurrentIndex(self.answers.heat_model.index(number, place))
                    return

    def record(self) -> None:
        """Ctrl+Enter commits the import that is being checked."""
        if self.check is not None:
            self.check.commit()

    def leave(self) -> bool:
        """Esc leaves the check; nothing was stored."""
        inside = self.check is not None
        self._drop_check()
        return inside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the dropped workbook."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.import_file(Path(files[0]))


def _in_words(answer: SelfAssessment) -> str:
    if answer.status is AnswerStatus.SET_ASIDE:
        return f"Set aside: “{answer.typed}” in {answer.cell}, {answer.reason}."
    words = f"Self {answer.word} (“{answer.typed}”), {answer.cell}."
    if answer.status is AnswerStatus.DECIDED:
        words = f"{answer.word}, decided by you: {answer.reason}. Typed “{answer.typed}” in {answer.cell}."
    if answer.moderated_cell:
        words += (
            f" Moderated {answer.moderated_word or 'set aside'} (“{answer.moderated_typed}”), {answer.moderated_cell}."
        )
    return words
