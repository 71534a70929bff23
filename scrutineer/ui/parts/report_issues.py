"""What was issued, the newest first: written again byte for byte, and what came back on a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from scrutineer import paths
from scrutineer.domain.dates import local_day, long_date, short_date
from scrutineer.domain.ids import IssueId
from scrutineer.domain.issues import AccuracyReply, IssuedReport
from scrutineer.domain.partnership import Agency
from scrutineer.domain.rules import is_blank
from scrutineer.domain.typed_dates import When
from scrutineer.operations import issuing
from scrutineer.operations.reports import kind_named
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.lists import SECOND_LINE, VALUE, RowDelegate
from scrutineer.ui.kit.scrolling import ListOfAPage
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import standing_marking
from scrutineer.ui.parts.report_writing import digest_in_groups
from scrutineer.ui.parts.written_file import WrittenFile
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme


class IssueList(ListOfAPage):
    """Everything that was issued, drafts among it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 46)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Issued reports")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(46))

    def sizeHint(self) -> QSize:
        """Every row."""
        return QSize(0, self.whole_height())

    def show_reports(self, reports: Sequence[IssuedReport], whose: dict[IssueId, str]) -> None:
        """Show these; the one walked to stays so, and the newest is where none was."""
        held = self.report()
        blocked = self.selectionModel().blockSignals(True)
        self._items.clear()
        for report in reports:
            title = kind_named(report.kind).title
            state = f"Draft of version {report.version}" if report.draft else f"Version {report.version}"
            agency = f", {whose[report.id]}" if whose[report.id] else ""
            item = QStandardItem(f"{title}{agency}")
            day = short_date(local_day(report.issued))
            item.setData(f"{state}, {report.edition.value}, {day}, {report.format}", SECOND_LINE)
            item.setData(report, VALUE)
            item.setData(issuing.described(report), Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.forget_height()
        self.selectionModel().blockSignals(blocked)
        ids = [report.id for report in reports]
        self.setCurrentIndex(self._items.index(ids.index(held.id) if held and held.id in ids else 0, 0))
        self.updateGeometry()

    def report(self) -> IssuedReport | None:
        """The one walked to."""
        report: IssuedReport | None = self.currentIndex().data(VALUE)
        return report


class AccuracyRound(Card):
    """What partners said of the facts in one draft, and what was done about it."""

    def __init__(self, session: Session) -> None:
        super().__init__("What came back on this draft")
        self._session = session
        self._report: IssuedReport | None = None
        self._replies = column(spacing=10)
        self.agency = Combo(session.theme, name="From", called=called.row(session, Agency))
        self.day = DateField(name="On", today=session.today, when=When.HAPPENED)
        self.said = Notes(name="What they said of the facts", hint="As it was received", lines=3)
        self.done = Notes(name="What was done", hint="Left empty until it is settled", lines=2)
        self.form = Form(session, self)
        self.form.add("agency_id", self.agency, required="Choose who replied.")
        self.form.add("on_date", self.day)
        self.form.add("said", self.said, required="Say what they said, or that they had nothing to correct.")
        self.form.add("done", self.done)
        self.body.addLayout(self._replies)
        self.body.addWidget(self.form.note)
        for words, field in (("From", self.agency), ("On", self.day), ("What they said of the facts", self.said),
                             ("What was done", self.done)):  # fmt: skip
            self.body.addWidget(label(words, "muted"))
            self.body.addWidget(field)
        self.body.addWidget(flow(button("Record the reply", self.record, hint="Ctrl+Enter")))

    def show_draft(self, report: IssuedReport) -> None:
        """Show what came back on this draft; what is being written of the same one stays."""
        self._report = report
        agencies: list[tuple[str, object]] = [(agency.name, agency.id) for agency in self._session.context.agencies]
        self.agency.set_choices([("Choose who replied", None), *agencies])
        self.form.follow(f"accuracy:{report.id}", f"Reply on a draft, version {report.version}", self._blank())
        clear(self._replies)
        for reply in issuing.replies_on(self._session.casefile, [report.id]):
            self._replies.addWidget(self._shown(reply))

    def _blank(self) -> dict[str, object]:
        return {"on_date": self._session.today()}

    def _shown(self, reply: AccuracyReply) -> QWidget:
        who = self._session.context.agency_name(reply.agency_id) or "Somebody"
        box = column(label(f"{who}, {long_date(reply.on_date)}", "strong", wrap=True), spacing=3)
        marking = standing_marking(self._session, reply, f"Marking of the reply of {who}")
        box.addLayout(row(label("Marking", "small"), marking, None, spacing=6))
        box.addWidget(label(reply.said, "dense", wrap=True))
        if not is_blank(reply.done):
            box.addWidget(label(f"Done: {reply.done}", "dense", wrap=True))
            return holder(box)
        done = Notes(name=f"What was done about the reply of {who}", hint="What was done", lines=2)
        box.addWidget(done)
        keep = button("Record what was done", lambda: self._settle(reply, done), small=True)
        box.addWidget(flow(keep))
        form = Form(self._session, done)
        form.add("done", done)
        form.follow(f"accuracy-done:{reply.id}", f"What was done about the reply of {who}", {"done": reply.done})
        box.addWidget(form.note)
        return holder(box)

    def _settle(self, reply: AccuracyReply, done: Notes) -> None:
        if not is_blank(done.toPlainText()):
            self._session.run(do(issuing.record_what_was_done, reply=reply, done=done.toPlainText()))

    def record(self) -> None:
        """Record the reply as it stands in the form."""
        if self._report is not None and self.form.ready():
            operation = do(
                issuing.record_accuracy_reply, issued_id=self._report.id, agency_id=self.agency.value(),
                said=self.said.toPlainText(), done=self.done.toPlainText(), on_date=self.day.value(),
            )  # fmt: skip
            self._session.record(self.form, operation, anew=self._blank())


class ReportIssues(QWidget):
    """The list of what was issued, with what is known of the one walked to."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._none = label(
            "Nothing was issued yet. Issuing takes the next version and keeps the file whole, so that it can be "
            "written again byte for byte.", "muted", wrap=True,
        )  # fmt: skip
        self.list = IssueList(session.theme)
        self._about = label("", "dense", wrap=True)
        self._digest = label("", "small", wrap=True)
        self._written = WrittenFile(session)
        self._again = flow(button("Write again", self.choose_file, theme=session.theme, icon="save"))
        self.round = AccuracyRound(session)
        inner = column(
            self._none, self.list, self._about, self._digest, self._again, self._written, self.round,
            spacing=8, margins=(16, 4, 16, 10),
        )  # fmt: skip
        inner.addStretch(1)
        self.setLayout(column(scroll(holder(inner, "side"), "side"), spacing=0))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())

    def refresh(self) -> None:
        """Read again what was issued."""
        reports = issuing.issued(self._session.casefile)
        names = self._session.context.agency_name
        self.list.show_reports(reports, {report.id: names(report.agency_id) for report in reports})
        self._none.setVisible(not reports)
        for part in (self.list, self._about, self._digest, self._again):
            part.setVisible(bool(reports))
        self._show_chosen()

    def _show_chosen(self) -> None:
        report = self.list.report()
        self._written.hide()
        self.round.setVisible(report is not None and report.draft)
        if report is None:
            return
        self._about.setText(f"{issuing.described(report)}, as {report.name}.")
        self._digest.setText(f"SHA-256 {digest_in_groups(report.sha256)}")
        if report.draft:
            self.round.show_draft(report)

    def choose_file(self) -> None:
        """Write what was issued once more, to a file that a person chooses."""
        report = self.list.report()
        if report is None:
            return
        wanted = str(paths.documents() / report.name)
        chosen, _ = QFileDialog.getSaveFileName(self.window(), "Write it again", wanted, f"(*.{report.format})")
        if chosen:
            out = Path(chosen)
            out = out if out.suffix.lower() == f".{report.format}" else out.with_name(f"{out.name}.{report.format}")
            operation = do(issuing.write_again, number=report.id, out=out)
            self._session.run(operation, done=lambda _outcome: self._written.tell(out))

    def record(self) -> bool:
        """Record the reply that is being written; whether one is."""
        writing = any(field.hasFocus() for field in self.round.form.fields().values())
        if writing:
            self.round.record()
        return writing
