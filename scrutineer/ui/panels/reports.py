"""Reports: kind, edition and agency on the left, the pages themselves, the checks before export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QVBoxLayout, QWidget

from scrutineer import paths
from scrutineer.operations import reports
from scrutineer.operations.reports import Check, Edition, Rendered, Tone
from scrutineer.outputs import file_name, require_free
from scrutineer.ui import icons
from scrutineer.ui.destinations import ToReports
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.fields import Combo
from scrutineer.ui.kit.marks import icon_label
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.page_view import PageView
from scrutineer.ui.parts.written_file import WrittenFile
from scrutineer.ui.session import Session

_EDITIONS = (
    (Edition.PRIVATE, "Private", "Everything, for you alone", "lock"),
    (Edition.PARTNER, "Partner", "Partner and public items", "users"),
    (Edition.PUBLIC, "Public", "Public items only", "globe"),
)
_TONES = {
    Tone.STOP: ("x", "danger"),
    Tone.LOOK: ("triangle-alert", "warn"),
    Tone.PASSED: ("check", "ok"),
    Tone.NOTHING: ("minus", "text-2"),
}
_ROLES = {Tone.STOP: "danger", Tone.LOOK: "warn", Tone.PASSED: "strong", Tone.NOTHING: "muted"}


class ReportsPanel(Panel[ToReports]):
    """The challenge report, as it will be printed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pages = PageView(session.theme, session.ops)
        self._rendered: Rendered | None = None
        self._turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._render)
        panes = [
            ("Report", holder(self._left(), "left"), 272),
            ("Pages", self.pages, 0),
            ("Checks", self._right(), 332),
        ]
        self._panes = Panes(session.theme, panes)
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        kind = QPushButton("  Challenge report")
        kind.setProperty("kind", "plainrow")
        kind.setCheckable(True)
        kind.setChecked(True)
        kind.setIcon(icons.icon("message-square-warning", theme.colour("accent"), theme.px(16)))
        kind.clicked.connect(lambda: kind.setChecked(True))
        box = column(
            label("Reports", "title"),
            4,
            kind,
            8,
            label("Edition", "strong"),
            spacing=8,
            margins=(14, 14, 14, 14),
        )
        self._editions = QButtonGroup(self)
        for number, (edition, words, about, icon) in enumerate(_EDITIONS):
            part = QPushButton(f"{words}\n{about}")
            part.setProperty("kind", "choice")
            part.setCheckable(True)
            part.setChecked(edition is Edition.PARTNER)
            part.setIcon(icons.icon(icon, theme.colour("text-2"), theme.px(18), pad=8))
            part.setAccessibleName(f"{words} edition. {about}")
            self._editions.addButton(part, number)
            box.addWidget(part)
        self._editions.idClicked.connect(lambda _number: self.refresh())
        self.agency = Combo(theme, [], name="Agency")
        self.agency.activated.connect(lambda _number: self.refresh())
        box.addWidget(label("Put to", "strong"))
        box.addWidget(self.agency)
        box.addStretch(1)
        return box

    def _right(self) -> QWidget:
        self._verdict = label("", "muted")
        self._checks = column(spacing=0)
        self._blocked = label("", "warn", wrap=True)
        self.export = button(
            "Export PDF",
            self.export_pdf,
            theme=self.session.theme,
            kind="primary",
            icon="download",
            hint="Ctrl+Enter",
        )
        box = column(label("Before you export", "heading"), self._verdict, 6, spacing=2, margins=(16, 14, 16, 12))
        inner = column(spacing=0)
        inner.addLayout(self._checks)
        inner.addStretch(1)
        box.addWidget(scroll(holder(inner, "side"), "side"), 1)
        box.addWidget(self._blocked)
        box.addLayout(row(self.export, None, margins=(0, 6, 0, 0)))
        self._written = WrittenFile(self.session)
        box.addWidget(self._written)
        return holder(box, "side")

    def edition(self) -> Edition:
        """The edition chosen."""
        return _EDITIONS[self._editions.checkedId()][0]

    def choose_edition(self, edition: Edition) -> None:
        """Choose an edition."""
        number = [known for known, *_ in _EDITIONS].index(edition)
        self._editions.button(number).setChecked(True)
        self.refresh()

    def destination(self) -> ToReports:
        """The report as it is chosen."""
        return ToReports()

    def refresh(self) -> None:
        """Draw the report again, a moment later: many small changes make one drawing."""
        agencies: list[tuple[str, object]] = [(agency.name, agency.name) for agency in self.session.context.agencies]
        self.agency.set_choices([("All agencies", ""), *agencies])
        self._later.start()

    def _render(self) -> None:
        self._turn += 1
        turn, edition, agency = self._turn, self.edition(), self.agency.value() or ""
        casefile = self.session.casefile
        self.session.ops.look(
            lambda: reports.render_report(casefile, edition=edition, agency=agency),
            lambda rendered: self._show(rendered, turn),
        )

    def _show(self, rendered: Rendered, turn: int) -> None:
        if turn != self._turn:
            return
        self._rendered = rendered
        self.pages.show_pdf(rendered.content)
        clear(self._checks)
        for check in rendered.checks:
            self._checks.addWidget(self._check(check))
        stops, looks, passed = (
            sum(check.tone is tone for check in rendered.checks) for tone in (Tone.STOP, Tone.LOOK, Tone.PASSED)
        )
        self._verdict.setText(f"{stops} to mend, {looks} to look at, {passed} passed")
        self._blocked.setText(f"Mend {stops} {'item' if stops == 1 else 'items'} to export." if stops else "")
        self._blocked.setVisible(bool(stops))
        self.export.setEnabled(not stops)

    def _check(self, check: Check) -> QWidget:
        icon, tone = _TONES[check.tone]
        role = _ROLES[check.tone]
        words = column(label(check.title, role, wrap=True), label(check.detail, "small", wrap=True), spacing=2)
        line = row(spacing=10, margins=(0, 10, 0, 10))
        line.addWidget(icon_label(self.session.theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        box = column(spacing=0)
        box.addLayout(line)
        box.addWidget(rule())
        return holder(box)

    def export_pdf(self) -> None:
        """Write the PDF where a person chooses."""
        whose = f"{self.session.context.partnership.name} challenge report, {self.edition().value}"
        name = file_name(whose, ".pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "Export the report", str(paths.documents() / name), "PDF (*.pdf)")
        if chosen:
            self.write_pdf(Path(chosen))

    def write_pdf(self, out: Path) -> None:
        """Write the PDF and count its version."""
        target = out if out.suffix.lower() == ".pdf" else out.with_name(out.name + ".pdf")
        if target != out:
            require_free(target)  # the dialog has asked about the name as it was typed
        self.session.run(
            do(reports.export_report, out=target, edition=self.edition(), agency=self.agency.value() or ""),
            done=lambda _outcome: self._written.tell(target),
        )

    def record(self) -> None:
        """Ctrl+Enter exports."""
        if self.export.isEnabled():
            self.export_pdf()

    def toggle_details(self) -> None:
        """Show or hide the checks."""
        self._panes.toggle_side()
