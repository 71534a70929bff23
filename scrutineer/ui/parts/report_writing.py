"""Writing a report out: exported in any of its formats, printed, sent as a draft, or issued under its next version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scrutineer import paths
from scrutineer.operations import issuing, reports
from scrutineer.operations.issuing import Issued
from scrutineer.operations.previews import Preview
from scrutineer.operations.reports import Composed, Format, Rendered, Request
from scrutineer.outputs import file_name, require_free
from scrutineer.ui.kit.basic import button, column, label
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.ops import do
from scrutineer.ui.parts.report_checks import blocked
from scrutineer.ui.parts.written_file import WrittenFile
from scrutineer.ui.session import Session

_FORMATS = {Format.PDF: "PDF", Format.WORD: "Word", Format.PAGE: "Web page", Format.WORKBOOK: "Excel"}
_GROUP = 8  # signs of a digest that stand together, so that it breaks between them


def digest_in_groups(digest: str) -> str:
    """A digest as one compares it by eye."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


class ReportWriting(QWidget):
    """The acts on the report that is shown. None can be done before it is shown, and none while a check stops it."""

    def __init__(self, session: Session, print_it: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._told_of: tuple[Request, Composed] | None = None
        self._preview: Preview | None = None
        theme = session.theme
        self._blocked = label("", "warn", wrap=True)
        self.format = Narrowing(theme, name="Format")
        self.format.activated.connect(lambda _place: self._fit())
        self.export = button(
            "Export", self.choose_file, theme=theme, kind="primary", icon="download", hint="Ctrl+Enter"
        )
        self.print = button("Print", print_it, theme=theme, icon="printer", hint="Ctrl+P")
        self.issue = button("Issue", lambda: self._ask_issue(draft=False), hint="Takes the version, and keeps the file")
        self.draft = button("Draft", lambda: self._ask_issue(draft=True), hint="For partners, to correct facts")
        self._said = label("", "ok", wrap=True)
        self._written = WrittenFile(session)
        self.format.setMinimumWidth(theme.px(112))
        box = column(self._blocked, spacing=8, margins=(16, 8, 16, 12))
        box.addWidget(flow(self.format, self.export, self.print, self.issue, self.draft))
        box.addWidget(self._said)
        box.addWidget(self._written)
        self.setLayout(box)
        self._said.hide()
        self.wait("")

    def wait(self, why: str) -> None:
        """Nothing can be written now: the report is being made, or cannot be."""
        self._preview = None
        self._blocked.setText(why)
        self._blocked.setVisible(bool(why))
        self._enable(ready=False)

    def show_preview(self, preview: Preview) -> None:
        """What can be written now is this. What was said of a file stays while the report says what the file says."""
        if not self._has_told_of(preview):
            self._said.hide()
            self._written.hide()
        self._preview = preview
        self.format.set_choices([(_FORMATS[form], form) for form in preview.composed.kind.formats])
        why = blocked(preview.composed.checks)
        self._blocked.setText(why)
        self._blocked.setVisible(bool(why))
        self.issue.setText(f"Issue version {preview.version}")
        self.draft.setAccessibleName(f"Draft of version {preview.version}")
        self._fit()
        self._enable(ready=not why)

    def _has_told_of(self, preview: Preview) -> bool:
        if self._told_of is None:
            return False
        request, composed = self._told_of
        return request == preview.request and composed.says_the_same(preview.composed)

    def _enable(self, *, ready: bool) -> None:
        for part in (self.export, self.print, self.issue, self.draft):
            part.setEnabled(ready)
            part.setAccessibleDescription("" if ready else self._blocked.text())

    def _fit(self) -> None:
        form = self.format.value()
        self.export.setText(f"Export {_FORMATS[form]}" if form else "Export")

    # Writing

    def choose_file(self) -> None:
        """Export to a file that a person chooses."""
        if self.export.isEnabled() and self._preview is not None:
            request = self._preview.request
            out = self._chosen("Export the report", "")
            if out is not None:
                self._export(request, out)

    def _export(self, request: Request, out: Path) -> None:
        operation = do(
            reports.export_report, out=out, kind=request.kind, edition=request.edition, agency=request.agency,
            starts=request.starts, ends=request.ends, plain=request.plain,
            piece=request.piece, cycle=request.cycle,
        )  # fmt: skip
        self._session.run(operation, done=lambda outcome: self._tell_exported(out, request, outcome.value))

    def _ask_issue(self, *, draft: bool) -> None:
        if self._preview is None:
            return
        request, composed, version = self._preview.request, self._preview.composed, self._preview.version
        name = f"draft of version {version}" if draft else f"version {version}"
        out = self._chosen("Send a draft" if draft else "Issue the report", f", {name}")
        if out is not None:
            operation = do(issuing.issue_report, out=out, request=request, draft=draft)
            self._session.run(operation, done=lambda outcome: self._tell_issued(out, outcome.value, request, composed))

    def _chosen(self, title: str, ending: str) -> Path | None:
        """The file that a person chooses for the format chosen, under a name that says what it holds."""
        form: Format = self.format.value()
        assert self._preview is not None
        request, kind = self._preview.request, self._preview.composed.kind
        whose = f", {request.agency}" if request.agency else ""
        titled = f"{self._session.context.partnership.name} {kind.title[0].lower()}{kind.title[1:]}"
        name = file_name(f"{titled}{whose}, {request.edition.value}{ending}", f".{form.value}")
        kinds = f"{_FORMATS[form]} (*.{form.value})"
        chosen, _ = QFileDialog.getSaveFileName(self.window(), title, str(paths.documents() / name), kinds)
        if not chosen:
            return None
        out = Path(chosen)
        if out.suffix.lower() == f".{form.value}":
            return out
        target = out.with_name(f"{out.name}.{form.value}")
        require_free(target)  # the dialog has asked about the name as it was typed
        return target

    def _tell_exported(self, out: Path, request: Request, written: Rendered) -> None:
        self._told_of = request, written.composed
        self._tell(out, "Read back: the file says what the report says.")

    def _tell_issued(self, out: Path, issued: Issued, request: Request, composed: Composed) -> None:
        self._told_of = request, composed
        known = issued.proof.partition("SHA-256")[0].strip()
        self._tell(out, f"{known} SHA-256 {digest_in_groups(issued.report.sha256)}")

    def _tell(self, out: Path, proof: str) -> None:
        self._said.setText(proof)
        self._said.show()
        self._written.tell(out)
